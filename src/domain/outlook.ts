import type { AssociationKind } from "./association.ts";
import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { Tier, TierHeld } from "./tier.ts";

/** Assumptions about future consumption: it stays at the mean of the last months, or stops. Sorted by code point. */
export const outlookLines = ["run-rate", "zero"] as const;
export type OutlookLine = (typeof outlookLines)[number];

/** A partner's result on one future day, as a run with that as-of day would report it. */
export interface OutlookPoint {
  /** Dollars inside that day's window; `undefined` where they are unknown. */
  readonly usd: Usd | undefined;
  /** Same as `people` of an assessment; `undefined` when unknown, and when no rules are in force on the day. */
  readonly people: number | undefined;
  /** `undefined` when no rules are in force on the day. */
  readonly tier: TierHeld | undefined;
}

/** The course of a partner's tier if nobody does anything. */
export interface PartnerOutlook {
  readonly partnerId: string;
  /** Dollars added in each future month; `undefined` when consumption is unknown. */
  readonly runRate: Usd | undefined;
  /** One point for each of the outlook's month-ends. */
  readonly lines: Readonly<Record<OutlookLine, readonly OutlookPoint[]>>;
  /** First month-end on which the current tier is lost; `undefined` if there is none. */
  readonly lostFrom: Readonly<Record<OutlookLine, Day | undefined>>;
  /** First month-end on which the next tier is held; `undefined` if there is none. */
  readonly reachesNextTier: Readonly<Record<OutlookLine, Day | undefined>>;
  /** What it takes to keep the current tier; `undefined` for a partner without one. */
  readonly keep: TierNeed | undefined;
  /** What it takes to reach the next tier; `undefined` for a partner that holds the highest. */
  readonly reach: TierNeed | undefined;
}

/** What holding a tier on a day takes: dollars added in each future month, and persons, each considered separately. */
export interface TierNeed {
  readonly tier: Tier;
  /** For `keep`, every month-end up to and including this one; for `reach`, this one only. */
  readonly by: Day;
  /** Smallest sufficient amount, in whole ten-billionths; `undefined` when no amount is, or `usdKnown` is `false`. */
  readonly usdPerMonth: Usd | undefined;
  /** Whether consumption is known well enough to say what is missing. */
  readonly usdKnown: boolean;
  /** Persons missing on `by`, regardless of dollars; 0 when there are enough, `undefined` when unknown. */
  readonly missingPeople: number | undefined;
}

/** The next month-ends, and every partner's outlook for them. */
export interface Outlook {
  /** Future as-of days, oldest first. */
  readonly monthEnds: readonly Day[];
  /** Those of `monthEnds` on which no rules are in force. */
  readonly withoutRules: readonly Day[];
  /** In the order of the assessments. */
  readonly partners: readonly PartnerOutlook[];
}

/** What counts for one partner in one month, in the window or after it, from the rows up to the as-of day. */
export interface KnownMonth {
  readonly partnerId: string;
  readonly month: Month;
  readonly usd: Usd;
  /** Countries of the customers whose rows count; empty unless `marketBasis: customer`. */
  readonly customerCountries: readonly string[];
}

/** Which rows to credit again. */
export interface KnownQuestion {
  readonly accepted: readonly AssociationKind[];
  /** Whether to credit only rows after the window's end, rather than those inside and outside the window. */
  readonly afterWindow: boolean;
}

/** What counts when a future revision accepts other kinds of association than the current one. */
export interface OtherwiseAccepted {
  readonly accepted: readonly AssociationKind[];
  readonly months: readonly KnownMonth[];
}
