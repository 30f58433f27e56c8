import { diskError, isDiskFailure, pathOf } from "../domain/disk-error.ts";
import { InputError, LockedError } from "../domain/input-error.ts";

/** An error as the command line reports it. */
export interface Failure {
  readonly code: 1 | 2 | 4;
  /** Text for stderr, without a trailing newline. */
  readonly message: string;
}

/** Converts an error to a failure. Known problems say what to do; anything else is a bug and shows its stack. */
export function failureOf(thrown: unknown): Failure {
  // Wherever it happens, a disk that fails is no bug.
  const error = isDiskFailure(thrown) ? diskError(thrown, pathOf(thrown) ?? "tierbook") : thrown;
  if (error instanceof LockedError) return { code: 4, message: error.message };
  if (error instanceof InputError) return { code: 2, message: error.message };
  const stack = error instanceof Error ? error.stack : String(error);
  return { code: 1, message: `This is a bug in tierbook; nothing was published.\n${stack}` };
}
