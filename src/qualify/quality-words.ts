import type { Warning } from "../domain/consumption.ts";

/** A sentence about the quality of the numbers. */
export function note(code: string, message: string, crossesLimit = false): Warning {
  return { code, message, crossesLimit };
}

/** `1 row`, `2 rows`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** At most ten, and how many more there are. */
export function list(items: readonly string[]): string {
  const shown = items.slice(0, 10).join(", ");
  return items.length > 10 ? `${shown} and ${items.length - 10} more` : shown;
}
