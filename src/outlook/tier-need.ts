import type { Usd } from "../domain/money.ts";
import type { TierNeed } from "../domain/outlook.ts";
import type { Tier } from "../domain/tier.ts";
import { isKnown } from "../qualify/verdict.ts";
import { consumption } from "../requirements/consumption.ts";
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
  const { verdicts } = assessed.line;
  const places = [...verdicts.keys()].filter((place) => place <= by && verdicts[place] !== undefined);
  if (!places.every((place) => isUsdKnown(assessed, place))) return needOf(assessed, tier, { by, ...unknownUsd });
  const most = places.reduce<Usd | undefined>((sum, place) => larger(sum, dollars(assessed, tier, place)), 0n);
  return needOf(assessed, tier, { by, usdPerMonth: most, usdKnown: true });
}

/** Returns what it takes to hold a tier on the month-end on which it would be reached, or else on the last one. */
export function reachNeed(assessed: PartnerOnDays, tier: Tier, reached: number | undefined): TierNeed | undefined {
  const by = reached ?? lastWithRules(assessed);
  return by < 0 ? undefined : needOf(assessed, tier, { by, ...dollarsTowards(assessed, tier, by) });
}

/** Returns what it takes to hold a tier on each month-end with rules in force, dollars and persons separately. */
export function needsByDay(assessed: PartnerOnDays, tier: Tier): readonly TierNeed[] {
  return assessed.line.verdicts.flatMap((standing, by) =>
    standing === undefined ? [] : [needOf(assessed, tier, { by, ...dollarsTowards(assessed, tier, by) })],
  );
}

/** Returns the index of the last day with rules in force, or -1. */
function lastWithRules({ line }: PartnerOnDays): number {
  return line.verdicts.findLastIndex((standing) => standing !== undefined);
}

type UsdNeed = Pick<TierNeed, "usdPerMonth" | "usdKnown">;

const unknownUsd: UsdNeed = { usdPerMonth: undefined, usdKnown: false };

/** Returns the dollars a month that the next tier takes on a day. What it lacks is unknown if it is unknown now. */
function dollarsTowards(assessed: PartnerOnDays, tier: Tier, place: number): UsdNeed {
  const isUnknown = !isUsdKnown(assessed, place) || !isKnown(assessed.ahead.partner, consumption);
  return isUnknown ? unknownUsd : { usdPerMonth: dollars(assessed, tier, place), usdKnown: true };
}

function isUsdKnown({ line }: PartnerOnDays, place: number): boolean {
  return line.points[place]?.usd !== undefined;
}

function needOf(
  { ahead, line }: PartnerOnDays,
  tier: Tier,
  { by, ...usd }: UsdNeed & { readonly by: number },
): TierNeed {
  const missingPeople = line.verdicts[by]?.missingPeople.get(tier);
  return { tier, by: ahead.days[by]?.day.day ?? "", ...usd, missingPeople };
}

/** Returns the dollars a month that a tier takes on a day; `undefined` if none are enough. */
function dollars({ ahead, line }: PartnerOnDays, tier: Tier, place: number): Usd | undefined {
  const known = ahead.days[place];
  if (known === undefined) return undefined;
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
