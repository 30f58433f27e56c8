import type { RejectedRow } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import type { InputProblem } from "../domain/input-error.ts";
import { countRejected } from "../domain/rejects.ts";

/** One file that was read, and its rejected rows. */
interface ReadFile {
  readonly export: { readonly file: string };
  readonly rejects: readonly RejectedRow[];
  readonly rows: number;
}

/** Rows from which a file without a single readable one is an error: its layout or its settings must be wrong. */
const fewestRows = 10;

/** Finds the files of which every row is rejected (S14). */
export function whollyRejected(files: readonly ReadFile[]): InputProblem[] {
  return files.filter(({ rows, rejects }) => rows >= fewestRows && countRejected(rejects) === rows).map(problemOf);
}

function problemOf({ export: { file }, rejects, rows }: ReadFile): InputProblem {
  const byCode = [...groupBy(rejects, ({ code }) => code).values()];
  const commonest = byCode.reduce((a, b) => (countRejected(b) > countRejected(a) ? b : a));
  const [first] = commonest;
  return {
    file,
    ...(first && { line: first.line }),
    code: "all-rejected",
    found: `${rows} rows, all of which are rejected, ${countRejected(commonest)} of them as ${first?.code}: ${first?.message}`,
    expected: "an export with rows that can be read",
    fix: "correct what the message names, export the file again, or set `ignore: true` for it under `sources:` in job.yaml",
  };
}
