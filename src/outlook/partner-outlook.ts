import type { Assessment } from "../domain/assessment.ts";
import type { Usd } from "../domain/money.ts";
import type { PartnerOutlook } from "../domain/outlook.ts";
import { isTier, type Tier, tierRank } from "../domain/tier.ts";
import { type AssessedDays, assessDays } from "./assess-days.ts";
import { type PartnerAhead, type PartnersAhead, partnerAhead } from "./partner-ahead.ts";
import { enteringAmounts } from "./partner-timeline.ts";
import { runRate } from "./run-rate.ts";
import { keepNeed, reachNeed } from "./tier-need.ts";

/** Returns the course of one partner's tier at the run rate, and with no further consumption. */
export function partnerOutlook(partner: Assessment, all: PartnersAhead): PartnerOutlook {
  const ahead = partnerAhead(partner, all);
  const { rate, line } = atRunRate(ahead, all);
  const zero = rate === undefined ? line : assessDays(ahead, undefined, all);
  const assessed = { ahead, line };
  const held = isTier(partner.tier) ? partner.tier : undefined;
  const { nextTier } = partner;
  const wanted = partner.tier === "unknown" ? undefined : nextTier;
  const lost = firstBelow(line, held);
  const reached = firstAtLeast(line, wanted);
  const dayAt = (place: number | undefined) => (place === undefined ? undefined : all.days[place]?.day);
  return {
    partnerId: partner.partnerId,
    runRate: rate,
    lines: { "run-rate": line.points, zero: zero.points },
    lostFrom: { "run-rate": dayAt(lost), zero: dayAt(firstBelow(zero, held)) },
    reachesNextTier: { "run-rate": dayAt(reached), zero: dayAt(firstAtLeast(zero, wanted)) },
    keep: held && keepNeed(assessed, held, lost),
    reach: nextTier && reachNeed(assessed, nextTier, reached),
  };
}

/** Returns a partner's run rate and its line; nothing is projected if the rate is unknown. */
export function atRunRate(
  ahead: PartnerAhead,
  all: PartnersAhead,
): { readonly rate: Usd | undefined; readonly line: AssessedDays } {
  if (ahead.partner.consumption === undefined) return { rate: undefined, line: assessDays(ahead, undefined, all) };
  const rate = runRate(ahead.partner.months, all.rateMonths);
  return { rate, line: assessDays(ahead, enteringAmounts(all.timeline, rate, ahead.present), all) };
}

/** Returns the index of the first day on which a tier is surely no longer held. Days without rules are skipped. */
function firstBelow({ verdicts }: AssessedDays, held: Tier | undefined): number | undefined {
  if (held === undefined) return undefined;
  const rank = tierRank(held);
  for (let place = 0; place < verdicts.length; place += 1) {
    const then = verdicts[place];
    if (then !== undefined && then.tier !== "unknown" && then.rank < rank) return place;
  }
  return undefined;
}

/** Returns the index of the first day on which a tier, or a higher one, is held. */
function firstAtLeast({ verdicts }: AssessedDays, wanted: Tier | undefined): number | undefined {
  if (wanted === undefined) return undefined;
  const rank = tierRank(wanted);
  for (let place = 0; place < verdicts.length; place += 1) {
    const then = verdicts[place];
    if (then !== undefined && then.rank >= rank) return place;
  }
  return undefined;
}
