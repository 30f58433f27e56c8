import type { Usd } from "../domain/money.ts";
import type { TierNeed } from "../domain/outlook.ts";
import type { Tier } from "../domain/tier.ts";
import type { AssessedDays } from "./assess-days.ts";
import { neededPerMonth } from "./needed-per-month.ts";
import { type PartnerAhead, windowAhead } from "./partner-ahead.ts";

/** A partner on the future days, which are identified by index. */
export interface PartnerOnDays {
  readonly ahead: PartnerAhead;
  readonly line: AssessedDays;
}

/**
 * Returns what it takes to hold a tier on every month-end up to the one on which it would be lost, or on all of them if
 * it would not be lost.
 *
 * @param lost - index of a day with rules in force
 * @returns `undefined` when no rules are in force on any of the days
 */
export function keepNeed(assessed: PartnerOnDays, tier: Tier, lost: number | undefined): TierNeed | undefined {
  const by = lost ?? lastWithRules(assessed);
  if (by < 0) return undefined;
  let most: Usd | undefined = 0n;
  for (let place = 0; place <= by && most !== undefined; place += 1) {
    if (assessed.line.verdicts[place] !== undefined) most = larger(most, dollars(assessed, tier, place));
  }
  return needOf(assessed, tier, { by, usdPerMonth: most });
}

/** Returns what it takes to hold a tier on the month-end on which it would be reached, or else on the last one. */
export function reachNeed(assessed: PartnerOnDays, tier: Tier, reached: number | undefined): TierNeed | undefined {
  const by = reached ?? lastWithRules(assessed);
  return by < 0 ? undefined : needOf(assessed, tier, { by, usdPerMonth: dollars(assessed, tier, by) });
}

/** Returns what it takes to hold a tier on each month-end with rules in force, dollars and persons separately. */
export function needsByDay(assessed: PartnerOnDays, tier: Tier): readonly TierNeed[] {
  return assessed.line.verdicts.flatMap((standing, by) =>
    standing === undefined ? [] : [needOf(assessed, tier, { by, usdPerMonth: dollars(assessed, tier, by) })],
  );
}

/** Returns the index of the last day with rules in force, or -1. */
function lastWithRules({ line }: PartnerOnDays): number {
  return line.verdicts.findLastIndex((standing) => standing !== undefined);
}

function needOf(
  { ahead, line }: PartnerOnDays,
  tier: Tier,
  { by, usdPerMonth }: { readonly by: number; readonly usdPerMonth: Usd | undefined },
): TierNeed {
  const missingPeople = line.verdicts[by]?.missingPeople.get(tier);
  return { tier, by: ahead.days[by]?.day.day ?? "", usdPerMonth, missingPeople };
}

/** Returns the dollars a month that a tier takes on a day; `undefined` if none are enough or consumption is unknown. */
function dollars({ ahead, line }: PartnerOnDays, tier: Tier, place: number): Usd | undefined {
  const known = ahead.days[place];
  if (known === undefined || line.points[place]?.usd === undefined) return undefined;
  const window = windowAhead(known, ahead.present);
  let most: Usd | undefined = 0n;
  for (const threshold of line.verdicts[place]?.thresholdsOf.get(tier) ?? []) {
    most = larger(most, neededPerMonth(window, threshold));
  }
  return most;
}

/** Returns the larger amount; `undefined` is larger than any amount. */
function larger(a: Usd | undefined, b: Usd | undefined): Usd | undefined {
  if (a === undefined || b === undefined) return undefined;
  return b > a ? b : a;
}
