import type { RunReport } from "../domain/report.ts";

type Compared = Pick<RunReport, "comparedWith" | "changes" | "restatements">;

/** The run that `changes.csv` compares with, and how many partners changed how; `null` without one. */
export function comparedJson({ comparedWith, changes, restatements }: Compared): object | null {
  if (comparedWith === undefined) return null;
  const kinds = ["promoted", "demoted", "closer", "further", "new", "gone"] as const;
  const count = (kind: (typeof kinds)[number]) => changes.filter((change) => change.kind === kind).length;
  return {
    as_of: comparedWith.asOf,
    run_id: comparedWith.runId,
    changes: Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
    restatements: restatements.length,
  };
}
