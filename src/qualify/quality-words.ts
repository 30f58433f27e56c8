import type { Warning } from "../domain/consumption.ts";

/** A sentence about the quality of the numbers. */
export function note(code: string, message: string, crossesLimit = false): Warning {
  return { code, message, crossesLimit };
}

/** `1 row`, `2 rows`. */
export function countOfThings(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
