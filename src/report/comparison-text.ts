import { alignedTable } from "../domain/aligned-table.ts";
import type { Cause, ChangeKind } from "../domain/change.ts";
import { dollars } from "../domain/dollars.ts";
import { causeText, standingText } from "./cause-text.ts";
import { gapSentence } from "./gap-sentence.ts";
import { maskPerson } from "./person-label.ts";
import type { Compared } from "./tables/comparison.ts";

/** Words for each kind of change: for one partner, and for several. */
const words: readonly (readonly [ChangeKind, string, string])[] = [
  ["promoted", "gains a tier", "gain a tier"],
  ["demoted", "loses a tier", "lose a tier"],
  ["closer", "gets closer to its next tier", "get closer to their next tier"],
  ["further", "gets further from its next tier", "get further from their next tier"],
  ["unknown", "has an unknown tier on the second side only", "have an unknown tier on the second side only"],
  ["known", "has an unknown tier on the first side only", "have an unknown tier on the first side only"],
  ["new", "is named on the second side only", "are named on the second side only"],
  ["gone", "is named on the first side only", "are named on the first side only"],
];
/** Most causes that a terminal shows for a partner; the files have all of them. */
const causesShown = 4;

/** Describes what was compared with what, and counts the partners whose standing differs. */
export function comparisonLines({ before, after, partners }: Compared): readonly string[] {
  const counts = words.flatMap(([kind, one, several]) => {
    const count = partners.filter(({ change }) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const same = after.assessments.length - partners.filter((partner) => partner.after !== undefined).length;
  return [
    "Partner tiers compared",
    `Before: ${sideInWords(before)}`,
    `After:  ${sideInWords(after)}`,
    [...counts, `${same} ${same === 1 ? "stands" : "stand"} as before`].join(", "),
  ];
}

function sideInWords({ asOf, window, ruleSet, revision }: Compared["before"]): string {
  return `${ruleSet.id}, revision ${revision.id}, as of ${asOf}, window ${window.start} up to and without ${window.end}`;
}

/** Prints the comparison for a person at a terminal. */
export function comparisonText(
  compared: Compared,
  { files, mask }: { readonly files: readonly string[]; readonly mask: boolean },
): string {
  const called = (label: string) => (mask ? maskPerson(label) : label);
  const blocks = compared.partners.flatMap(({ change, before, after }) => {
    const causes = change.causes.map((cause) => causeText(cause, called) + amountOf(cause));
    const more = causes.length - causesShown;
    return [
      `${change.kind}: ${[change.partnerId, change.partnerName].filter(Boolean).join(" ")}`,
      ...alignedTable([
        ["  before", standingText(change.before), before === undefined ? "" : gapSentence(before)],
        ["  after", standingText(change.after), after === undefined ? "" : gapSentence(after)],
      ]),
      ...causes.slice(0, causesShown).map((cause) => `  - ${cause}`),
      ...(more > 0 ? [`  - and ${more} more`] : []),
    ];
  });
  const [title = "", ...lines] = comparisonLines(compared);
  return `${[`${title}.`, ...lines, ...(blocks.length === 0 ? [] : ["", ...blocks]), ...(files.length === 0 ? [] : ["", ...files])].join("\n")}\n`;
}

/** Returns how many dollars a cause adds or takes away: ` (+US$1,234.50)`. Empty for a cause without an amount. */
function amountOf(cause: Cause): string {
  if (!("amount" in cause)) return "";
  const { amount } = cause;
  return ` (${amount < 0n ? "" : "+"}${dollars(amount)})`;
}
