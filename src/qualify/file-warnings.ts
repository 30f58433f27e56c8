import type { Overlap, ReplacedByLess, Warning } from "../domain/consumption.ts";
import { dollars } from "../domain/dollars.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Job } from "../domain/job.ts";
import { firstTen } from "../domain/text.ts";
import { countOfThings, note } from "./quality-words.ts";

/** What the files that were read reveal about each other, and about their own ends (S14). */
export interface FileFigures {
  readonly overlaps: readonly Overlap[];
  readonly replacedByLess: readonly ReplacedByLess[];
  /** Files that end in the middle of a row. */
  readonly cutOff: readonly string[];
  readonly limits: Pick<Job["limits"], "replacedPercent">;
}

/** Warns of files that overlap, that replace others by much less, and that were cut off: each crosses a limit. */
export function filesAgainstEachOther(facts: FileFigures): Warning[] {
  return [...facts.overlaps.map(overlapping), ...replacedWarnings(facts), ...cutOffWarning(facts)];
}

function overlapping({ format, files, subscriptionDays }: Overlap): Warning {
  const days = countOfThings(subscriptionDays, "subscription day");
  const message = `${firstTen(files)} (${format}) have ${days} in common and both count: if one repeats the other, or one is actual and one amortized cost, take one away or set \`ignore: true\` for it in job.yaml.`;
  return note("overlap", message, true);
}

/** Warns of each pair of files of which the newer one has much less than it replaces. */
function replacedWarnings({ replacedByLess, limits }: FileFigures): Warning[] {
  const byPair = groupBy(replacedByLess, ({ older, newer }) => JSON.stringify([older, newer]));
  return [...byPair.values()].map((replaced) => {
    const [{ older, newer } = { older: "", newer: "" }] = replaced;
    const units = replaced.map(
      ({ unit, usdBefore, usdAfter }) => `${unit}: ${dollars(usdAfter)} instead of ${dollars(usdBefore)}`,
    );
    const message = `${newer} has much less than what it replaces of ${older} (${firstTen(units)}; limits.replacedPercent: ${limits.replacedPercent}): download it again without a filter, or set \`ignore: true\` for the older file under \`sources:\` in job.yaml if the newer one is right.`;
    return note("replaced-by-less", message, true);
  });
}

function cutOffWarning({ cutOff }: FileFigures): Warning[] {
  if (cutOff.length === 0) return [];
  const [end, them] = cutOff.length === 1 ? ["ends", "it"] : ["end", "them"];
  return [note("cut-off", `${firstTen(cutOff)} ${end} in the middle of a row: download ${them} again.`, true)];
}
