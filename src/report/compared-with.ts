import type { ChangeKind } from "../domain/change.ts";
import type { RunReport } from "../domain/report.ts";

/** Kinds of changes in the order in which they are listed, with their words. */
const words: Readonly<Record<ChangeKind, string>> = {
  promoted: "rose to a higher tier",
  demoted: "fell to a lower tier",
  closer: "came closer to the next tier",
  further: "moved away from the next tier",
  unknown: "of an unknown tier now",
  known: "of a known tier again",
  new: "new",
  gone: "gone",
};

/**
 * Counts the partners whose standing changed since the previous published run:
 * `Since the run for 2017-07-31: 2 rose to a higher tier, 1 new`.
 */
export function movedSentence({ comparedWith, changes }: Pick<RunReport, "comparedWith" | "changes">): string {
  if (comparedWith === undefined) return "No earlier run to compare with";
  const counts = Object.entries(words).flatMap(([kind, said]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${said}`];
  });
  return `Since the run for ${comparedWith.asOf}: ${counts.length === 0 ? "no tier or finding changed" : counts.join(", ")}`;
}

/** Returns the run that `changes.csv` compares with and the number of changes by kind; `null` without such a run. */
export function comparedJson({
  comparedWith,
  changes,
  restatements,
}: Pick<RunReport, "comparedWith" | "changes" | "restatements">): object | null {
  if (comparedWith === undefined) return null;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  return {
    as_of: comparedWith.asOf,
    run_id: comparedWith.runId,
    changes: Object.fromEntries(Object.keys(words).map((kind) => [kind, count(kind)])),
    restatements: restatements.length,
  };
}
