import type { PartnerConsumption } from "./consumption.ts";
import type { Job } from "./job.ts";
import type { PeopleCount } from "./person.ts";
import type { PartnerRejects } from "./rejected-share.ts";
import type { Market, Tier } from "./tier.ts";

/** An exact quantity in whole parts of its unit: ten-billionths of a dollar, or persons. */
export type Quantity = bigint;

/** What a quantity counts, and how it is printed. A quantity is never used without its unit. */
export interface Unit {
  /** Name in the rules file and in `gaps.csv`, e.g. `usd`. */
  readonly id: string;
  /** Format of table cells with a quantity. */
  readonly cell: "usd" | "count";
  /** Format of table cells with a gap, which is rounded up. */
  readonly gapCell: "usd-gap" | "count";
  /** Prints a quantity, e.g. `US$1,240.55`, `2 people`. */
  inWords(quantity: Quantity): string;
  /** Prints a gap, rounded up because anything less would not be enough. */
  gapInWords(gap: Quantity): string;
  /** Prints a measured quantity, with enough digits that it never looks equal to a threshold it falls short of. */
  measuredInWords(measured: Quantity, thresholds: readonly Quantity[]): string;
  /** Returns the exact quantity for use by programs. */
  toJson(quantity: Quantity): string | number;
}

/** One clause of a tier as in the rules file, for all markets. Its kind knows its other fields. */
export interface RequirementRule {
  readonly kind: RequirementKind;
  /** Stable kebab-case name; reports print it, e.g. `azure-consumption`. */
  readonly id: string;
}

/** A clause and the tier that requires it. Two tiers may have clauses with the same id. */
export interface TierClause<Rule extends RequirementRule = RequirementRule> {
  readonly tier: Tier;
  readonly rule: Rule;
}

/** What a clause requires in one market. */
export interface Statement {
  /** Smallest qualifying quantity. Reaching it exactly qualifies (S9, S10). */
  readonly threshold: Quantity;
  /** From here up to the threshold a partner counts as close (S11). */
  readonly closeFrom: Quantity;
  /** The sentence of the programme text that the clause comes from. Printed beside every gap. */
  readonly quote: string;
}

/** What was measured for one partner. An absent measure is zero if its exports were read at all. */
export interface Measured {
  readonly consumption?: Pick<PartnerConsumption, "total"> | undefined;
  readonly people?: PeopleCount | undefined;
  /** Quantities of all other measures, by measure id. */
  readonly further?: ReadonlyMap<string, Quantity>;
  /** Shares of rejected rows, by the exports they are of; absent where no row was rejected (S11). */
  readonly rejected?: PartnerRejects | undefined;
}

/**
 * A kind of requirement. Code that measures, compares or prints a requirement calls this object and does not check its
 * name. A rule carries its kind, so no lookup is needed either.
 */
export interface RequirementKind<Rule extends RequirementRule = RequirementRule> {
  /** The value of `measure` in the rules file. */
  readonly id: string;
  readonly unit: Unit;
  /** The exports without which the outcome is unknown; unknown is not zero (S11). */
  readonly exports: "consumption" | "transcripts";
  readonly words: RequirementWords<Rule>;
  /** Returns what a clause requires in a market, with the smallest quantity that is close. */
  state(rule: Rule, market: Market, close: Job["close"]): Statement;
  /** Returns a partner's quantity for a clause whose exports were read. Refunds may make it negative. */
  measure(clause: TierClause<Rule>, facts: Measured, settings: Pick<Job, "mixRoutes">): Quantity;
}

/** The words for requirements of one kind. */
export interface RequirementWords<Rule extends RequirementRule = RequirementRule> {
  /** Heading in `explain`. */
  readonly title: string;
  /** Completes "needs …": `US$1,240.55 more consumption`. */
  missing(gap: Quantity): string;
  /** Completes "it lacks …": `US$1,240.55 of consumption`. */
  lacking(gap: Quantity): string;
  /** Returns a whole sentence around `missing`. */
  toDo(rule: Rule, missing: string, settings: Pick<Job, "mixRoutes">): string;
  /** Completes "needed: …" in `explain`. */
  needed(rule: Rule, asked: AskedFor): string;
  /**
   * Returns more of the programme text behind a clause: the first sentence always holds; any one of the others is
   * enough.
   */
  alsoQuoted(rule: Rule): readonly string[];
  /** Returns the fields for programs, besides threshold and quote. */
  toJson(rule: Rule): Readonly<Record<string, unknown>>;
  /** Returns the clause's lines on the sheet Rules. */
  lines(rule: Rule): readonly RuleLine[];
}

/** What a clause requires of one partner. */
export interface AskedFor {
  readonly threshold: Quantity;
  readonly market: Market;
  readonly mixRoutes: boolean;
}

/** One line about a clause on the sheet Rules. */
export interface RuleLine {
  readonly what: "clause" | "credential";
  /** A market, or a list of credentials; empty if it applies to everyone. */
  readonly appliesTo: string;
  /** In the unit of the kind; absent if the line is not about a quantity. */
  readonly threshold?: Quantity;
  readonly says: string;
  readonly quote: string;
}
