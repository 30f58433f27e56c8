import type { Warning } from "../domain/consumption.ts";

/** Creates a warning about the quality of the numbers. */
export function note(code: string, message: string, crossesLimit = false): Warning {
  return { code, message, crossesLimit };
}

/** Prints a count with its noun: `1 row`, `2 rows`. */
export function countOfThings(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
