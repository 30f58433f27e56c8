import type { AssociationKind } from "./association.ts";
import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { Tier } from "./tier.ts";

/** What enters the window from now on: the mean of the last months goes on, or nothing does. In the order of code points. */
export const outlookLines = ["run-rate", "zero"] as const;
export type OutlookLine = (typeof outlookLines)[number];

/** What the job would say about a partner on one future day. */
export interface OutlookPoint {
  /** Dollars inside that day's window; `undefined` when no consumption export was read. */
  readonly usd: Usd | undefined;
  /** As `people` of an assessment; `undefined` when unknown, and when no rules are in force on the day. */
  readonly people: number | undefined;
  /** `undefined` when no rules are in force on the day. */
  readonly tier: Tier | "none" | undefined;
}

/** How a partner's tier goes on if nobody does anything. */
export interface PartnerOutlook {
  readonly partnerId: string;
  /** Dollars that enter in each month to come; `undefined` when consumption is unknown. */
  readonly runRate: Usd | undefined;
  /** One point for each of the outlook's month-ends. */
  readonly lines: Readonly<Record<OutlookLine, readonly OutlookPoint[]>>;
  /** First month-end on which the tier held is held no more; `undefined` when there is none. */
  readonly lostFrom: Readonly<Record<OutlookLine, Day | undefined>>;
  /** First month-end on which the next tier is held; `undefined` when there is none. */
  readonly reachesNextTier: Readonly<Record<OutlookLine, Day | undefined>>;
  /** What it takes to hold the tier held; `undefined` for a partner without one. */
  readonly keep: TierNeed | undefined;
  /** What it takes to hold the next tier; `undefined` for a partner that holds the highest. */
  readonly reach: TierNeed | undefined;
}

/** What a tier takes to be held on a day: dollars that enter in each month to come, and persons, each for itself. */
export interface TierNeed {
  readonly tier: Tier;
  /** `keep`: on every month-end up to and including this one. `reach`: on this one. */
  readonly by: Day;
  /** The smallest amount that is enough, in whole ten-billionths; `undefined` when no amount is, or consumption is unknown. */
  readonly usdPerMonth: Usd | undefined;
  /** Persons that are missing on `by`, whatever the dollars; 0 when people are enough, `undefined` when unknown. */
  readonly missingPeople: number | undefined;
}

/** The next month-ends, and every partner's way through them. */
export interface Outlook {
  /** Future as-of days, oldest first. */
  readonly monthEnds: readonly Day[];
  /** Of those, the ones on which no rules are in force. */
  readonly withoutRules: readonly Day[];
  /** In the order of the assessments. */
  readonly partners: readonly PartnerOutlook[];
}

/** What counts for one partner in one month, of the rows up to the as-of day, be the month in the window or after it. */
export interface KnownMonth {
  readonly partnerId: string;
  readonly month: Month;
  readonly usd: Usd;
  /** Countries of the customers whose rows count; empty unless `marketBasis: customer`. */
  readonly customerCountries: readonly string[];
}

/** Which rows to credit once more. */
export interface KnownQuestion {
  readonly accepted: readonly AssociationKind[];
  /** Only rows after the window's end; else those inside and outside of it. */
  readonly afterWindow: boolean;
}

/** What counts when a revision to come accepts other kinds of association than the one in force. */
export interface OtherwiseAccepted {
  readonly accepted: readonly AssociationKind[];
  readonly months: readonly KnownMonth[];
}
