import type { Assessment } from "../domain/assessment.ts";
import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { OutlookLine, OutlookPoint, PartnerOutlook } from "../domain/outlook.ts";
import { type Revision, type Tier, tiers } from "../domain/rules.ts";
import { type AllAhead, type JudgedDay, judgedDays } from "./judged-days.ts";
import type { KnownConsumption, MonthsOfPartner, PlannedRow } from "./outlook-basis.ts";
import { enteringAmounts, knownAmounts, nothing, plannedAmounts } from "./partner-timeline.ts";
import { runRate } from "./run-rate.ts";
import { keepNeed, reachNeed } from "./tier-need.ts";

/** What is the same for every partner, and how to ask for what is not. */
export interface PartnersAhead extends AllAhead {
  readonly known: KnownConsumption;
  readonly planned: readonly PlannedRow[];
}

/** How one partner's tier goes on at the run rate, and if nothing enters any more. */
export function partnerOutlook(partner: Assessment, all: PartnersAhead): PartnerOutlook {
  const { rate, days } = bothLines(partner, all);
  return { partnerId: partner.partnerId, runRate: rate, ...conclusions(partner, days) };
}

/** Each day to come of one partner, judged on both lines. */
export function bothLines(
  partner: Assessment,
  all: PartnersAhead,
): { readonly rate: Usd | undefined; readonly days: BothLines } {
  const { basis, timeline } = all;
  const { partnerId } = partner;
  const rate = basis.consumptionRead ? runRate(partner.months, basis.window, basis.runRateMonths) : undefined;
  const known = knownOf(partnerId, all.known);
  const present = knownAmounts(timeline, known(basis.revision));
  const own = all.planned.filter((row) => row.partnerId === partnerId);
  const line = { partner, known, present, planned: plannedAmounts(timeline, own), enters: nothing };
  const enters = enteringAmounts(timeline, rate ?? 0n, { asOf: basis.asOf, known: present });
  return {
    rate,
    days: {
      "run-rate": judgedDays(rate === undefined ? line : { ...line, enters }, all),
      zero: judgedDays(line, all),
    },
  };
}

type BothLines = Readonly<Record<OutlookLine, readonly JudgedDay[]>>;

function conclusions({ tier, nextTier }: Assessment, days: BothLines): Omit<PartnerOutlook, "partnerId" | "runRate"> {
  const held = tier === "none" ? undefined : tier;
  const both = (of: (line: OutlookLine) => Day | undefined) => ({ "run-rate": of("run-rate"), zero: of("zero") });
  const lostFrom = both((line) => held && firstDay(days[line], (then) => rank(then) < rank(held)));
  const reachesNextTier = both((line) => nextTier && firstDay(days[line], (then) => rank(then) >= rank(nextTier)));
  return {
    lines: { "run-rate": days["run-rate"].map(pointOf), zero: days.zero.map(pointOf) },
    lostFrom,
    reachesNextTier,
    keep: held && keepNeed(days["run-rate"], held, lostFrom["run-rate"]),
    reach: nextTier && reachNeed(days["run-rate"], nextTier, reachesNextTier["run-rate"]),
  };
}

function rank(tier: Tier | "none"): number {
  return tier === "none" ? -1 : tiers.indexOf(tier);
}

/** A day without rules says nothing. */
function firstDay(days: readonly JudgedDay[], test: (tier: Tier | "none") => boolean): Day | undefined {
  return days.find(({ point: { tier } }) => tier !== undefined && test(tier))?.day;
}

function pointOf({ point }: JudgedDay): OutlookPoint {
  return point;
}

function knownOf(partnerId: string, known: KnownConsumption): (revision: Revision) => MonthsOfPartner {
  const answers = new Map<string, MonthsOfPartner>();
  return (revision) => {
    const key = known.keyOf(revision);
    const answer = answers.get(key) ?? known.of(partnerId, revision);
    answers.set(key, answer);
    return answer;
  };
}
