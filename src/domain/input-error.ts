import { printable } from "./text.ts";

/** The location of a problem, what was found there, and what to do about it. */
export interface InputProblem {
  /** Stable kebab-case name, such as `unknown-header`: tests and `docs/troubleshooting.md` refer to it. */
  readonly code: string;
  readonly file: string;
  /** 1-based, header included; absent when the whole file is at fault. */
  readonly line?: number;
  /** 1-based; present only with `line`. */
  readonly column?: number;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/** What is wrong, without where. */
export type ProblemText = Omit<InputProblem, "file" | "line" | "column">;

/**
 * Problems the operator can fix: in exports, config files or flags (exit code 2). Carries every problem found, not only
 * the first. Any other error is a bug in this program (exit code 1, with its stack).
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly InputProblem[];

  constructor(problems: InputProblem | readonly InputProblem[], options?: ErrorOptions) {
    const all: readonly InputProblem[] = "file" in problems ? [problems] : problems;
    super(all.map(formatProblem).join("\n"), options);
    this.problems = all;
  }
}

/**
 * Problems of a machine that the inputs were sent to. The operator can fix them too (exit code 2), but looking at the inputs
 * once more would not tell anything about them.
 */
export class ClusterError extends InputError {}

/** Prints one problem in the layout that all messages of this program share. */
export function formatProblem(problem: InputProblem): string {
  const { file, line, column, found, expected, fix } = problem;
  const where = [printable(file), line, column].filter((part) => part !== undefined).join(":");
  return `${where}: found ${printable(found)}\n  Expected ${expected}.\n  Fix: ${fix}`;
}

/** Another run holds the output folder (exit code 4). */
export class LockedError extends Error {
  override readonly name = "LockedError";
}
