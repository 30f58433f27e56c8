import { InputError, type InputProblem } from "../domain/input-error.ts";

/** Runs one step, and adds an InputError to the list instead of throwing it, so all problems are reported together. */
export async function collect<T>(problems: InputProblem[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
