import { InputError, type InputProblem } from "../domain/input-error.ts";

/** Runs one step; an InputError joins the list, so that all problems are reported together. */
export async function collect<T>(problems: InputProblem[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
