/**
 * Requires what only a bug in this program can break.
 *
 * @param message - what is wrong, or a function that says it where that takes time
 * @throws Error: exit code 1, printed with its stack
 */
export function invariant(condition: unknown, message: string | (() => string)): asserts condition {
  if (condition) return;
  throw new Error(typeof message === "string" ? message : message());
}
