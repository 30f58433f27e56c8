import type { Assessment } from "../domain/assessment.ts";
import { gapDollars } from "../domain/dollars.ts";
import type { PartnerOutlook, TierNeed } from "../domain/outlook.ts";
import { people } from "../requirements/people.ts";

/**
 * Describes how a partner's tier develops at the run rate, and what it takes to keep it and to reach the next one.
 *
 * @example
 * outlookSentence(partner, outlook)
 * // => "silver is kept if US$855.78 a month comes in until 2018-07-31; gold by 2018-07-31 takes US$8,333.34 a month"
 */
export function outlookSentence({ tier, nextTier }: Assessment, outlook: PartnerOutlook): string {
  const { keep, reach, lostFrom, reachesNextTier } = outlook;
  const lost = lostFrom["run-rate"];
  const reached = reachesNextTier["run-rate"];
  const parts: string[] = [];
  if (keep !== undefined && lost !== undefined) {
    parts.push(`${tier} is lost on ${lost}; keeping it ${takes(keep, outlook)}`);
  } else if (keep?.usdPerMonth === 0n) {
    parts.push(`${tier} is kept up to ${keep.by} even without further consumption`);
  } else if (keep?.usdPerMonth !== undefined) {
    parts.push(`${tier} is kept if ${gapDollars(keep.usdPerMonth)} a month comes in until ${keep.by}`);
  }
  if (reached !== undefined) parts.push(`${nextTier} is reached on ${reached}`);
  else if (reach !== undefined) parts.push(`${nextTier} by ${reach.by} ${takes(reach, outlook)}`);
  return parts.join("; ");
}

/** Describes what a tier takes beyond what the run rate brings anyway. */
function takes({ usdPerMonth, usdKnown, missingPeople }: TierNeed, { runRate }: PartnerOutlook): string {
  if (runRate === undefined || missingPeople === undefined || !usdKnown) {
    return "cannot be judged: not all that it depends on is known";
  }
  if (usdPerMonth === undefined) return "is out of reach, whatever the consumption";
  const persons = missingPeople === 0 ? [] : [people.words.missing(BigInt(missingPeople))];
  const money = usdPerMonth > runRate ? [`${gapDollars(usdPerMonth)} a month`] : [];
  return `takes ${[...money, ...persons].join(" and ")}`;
}
