import type { ChangeKind } from "../domain/change.ts";
import type { RunReport } from "../domain/report.ts";

/** Kinds of changes in the order in which they are told, with their words. */
const kinds: Readonly<Record<ChangeKind, string>> = {
  promoted: "rose to a higher tier",
  demoted: "fell to a lower tier",
  closer: "came closer to the next tier",
  further: "moved away from the next tier",
  new: "new",
  gone: "gone",
};

/** Counts whose standing changed since the run published before: `Since 2017-07-31: 2 rose to a higher tier, 1 new`. */
export function movedSentence({ comparedWith, changes }: Pick<RunReport, "comparedWith" | "changes">): string {
  if (comparedWith === undefined) return "No earlier run to compare with";
  const counts = Object.entries(kinds).flatMap(([kind, words]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return `Since the run for ${comparedWith.asOf}: ${counts.length === 0 ? "no tier or finding changed" : counts.join(", ")}`;
}
