import type { PartnerConsumption } from "./consumption.ts";
import type { Job } from "./job.ts";
import type { PeopleCount } from "./person.ts";
import type { Market, Tier } from "./tier.ts";

/** An exact quantity, in whole parts of its unit: ten-billionths of a dollar, persons. */
export type Quantity = bigint;

/** What a quantity counts, and how it is printed. A quantity never travels without one. */
export interface Unit {
  /** As the rules file and `gaps.csv` name it, e.g. `usd`. */
  readonly id: string;
  /** The cell of a quantity in a table. */
  readonly cell: "usd" | "count";
  /** The cell of a gap, which is rounded up. */
  readonly gapCell: "usd-gap" | "count";
  /** E.g. `US$1,240.55`, `2 people`. */
  inWords(quantity: Quantity): string;
  /** The same of a gap: rounded up, since anything less would not be enough. */
  gapInWords(gap: Quantity): string;
  /** The same of what was measured: with so many digits that it never reads like a threshold it falls short of. */
  measuredInWords(measured: Quantity, thresholds: readonly Quantity[]): string;
  /** For programs: exact. */
  toJson(quantity: Quantity): string | number;
}

/** One clause of a tier as the rules file has it, for all markets. What else it says, its kind knows. */
export interface RequirementRule {
  readonly kind: RequirementKind;
  /** Stable kebab-case name; reports print it, e.g. `azure-consumption`. */
  readonly id: string;
}

/** A clause and the tier that asks for it. Two tiers may have clauses of the same id. */
export interface TierClause<Rule extends RequirementRule = RequirementRule> {
  readonly tier: Tier;
  readonly rule: Rule;
}

/** What a clause asks for in one market. */
export interface Statement {
  /** Smallest qualifying quantity. Reaching it exactly qualifies (S9, S10). */
  readonly threshold: Quantity;
  /** From here up to the threshold a partner counts as close (S11). */
  readonly closeFrom: Quantity;
  /** The sentence of the programme text it comes from. Printed beside every gap. */
  readonly quote: string;
}

/** What was measured of one partner. What is absent is zero, if the exports it comes from were read at all. */
export interface Measured {
  readonly consumption?: Pick<PartnerConsumption, "total"> | undefined;
  readonly people?: PeopleCount | undefined;
  /** By the id of a measure that is neither of these. */
  readonly further?: ReadonlyMap<string, Quantity>;
}

/**
 * A kind of requirement: everything that measures, compares or prints a requirement asks this object and does not look
 * at its name. A rule carries its kind, so nobody has to look one up either.
 */
export interface RequirementKind<Rule extends RequirementRule = RequirementRule> {
  /** The word under `measure` in the rules file. */
  readonly id: string;
  readonly unit: Unit;
  /** The exports without which nothing can be said: unknown is not zero (S11). */
  readonly exports: "consumption" | "transcripts";
  readonly words: RequirementWords<Rule>;
  /** States a clause for a market, with the smallest quantity that is close. */
  state(rule: Rule, market: Market, close: Job["close"]): Statement;
  /** The quantity of a partner that a clause is about, its exports being read; refunds may make it negative. */
  measure(clause: TierClause<Rule>, facts: Measured, settings: Pick<Job, "mixRoutes">): Quantity;
}

/** What is said about the requirements of a kind. */
export interface RequirementWords<Rule extends RequirementRule = RequirementRule> {
  /** Heading in `explain`. */
  readonly title: string;
  /** Completes "needs …": `US$1,240.55 more consumption`. */
  missing(gap: Quantity): string;
  /** Completes "it lacks …": `US$1,240.55 of consumption`. */
  lacking(gap: Quantity): string;
  /** A whole sentence around what is missing. */
  toDo(rule: Rule, missing: string, settings: Pick<Job, "mixRoutes">): string;
  /** Completes "needed: …" in `explain`. */
  needed(rule: Rule, asked: AskedFor): string;
  /** Further sentences of the programme text behind a clause: the first holds in any case, of several one is enough. */
  alsoQuoted(rule: Rule): readonly string[];
  /** What programs get to know of a clause besides threshold and quote. */
  toJson(rule: Rule): Readonly<Record<string, unknown>>;
  /** Its lines on the sheet Rules. */
  lines(rule: Rule): readonly RuleLine[];
}

/** What a clause asks of one partner. */
export interface AskedFor {
  readonly threshold: Quantity;
  readonly market: Market;
  readonly mixRoutes: boolean;
}

/** One line about a clause on the sheet Rules. */
export interface RuleLine {
  readonly what: "clause" | "credential";
  /** A market, or a list of credentials; empty for everyone. */
  readonly appliesTo: string;
  /** In the unit of the kind; absent where the line is not about a quantity. */
  readonly threshold?: Quantity;
  readonly says: string;
  readonly quote: string;
}
