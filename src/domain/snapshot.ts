import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { PersonReason } from "./person.ts";
import type { RequirementKind } from "./requirement.ts";
import type { Market, Tier, TierHeld } from "./tier.ts";
import type { Window } from "./window.ts";

/** One run's findings that a later run is compared with: the content of `facts.json`. */
export interface Snapshot {
  readonly asOf: Day;
  readonly window: Window;
  readonly rules: RulesSnapshot;
  readonly terms: Terms;
  readonly consumptionRead: boolean;
  readonly transcriptsRead: boolean;
  /** Sorted by file. */
  readonly sources: readonly SourceSnapshot[];
  /** Sorted by partner id. */
  readonly partners: readonly PartnerSnapshot[];
  /** Identifies the secret behind `PersonSnapshot.keys`. Only keys made with the same secret can be compared. */
  readonly personKeyId: string;
  /** Persons with a credential that the rules name. */
  readonly persons: readonly PersonSnapshot[];
  /** The ledger: months of the window whose total changed after they were first reported. */
  readonly restatements: readonly Restatement[];
}

/** The wording of the rules that a run applied. */
export interface RulesSnapshot {
  readonly id: string;
  readonly revision: string;
  /** The requirements of each tier with their thresholds, as one text. Equal texts mean equal requirements. */
  readonly requirements: Readonly<Record<Market, Readonly<Partial<Record<Tier, string>>>>>;
  /** Every route with its credentials and the last day on which each is accepted, as one text. */
  readonly routes: string;
  /** Where close begins, and whether routes mix, as one text. */
  readonly settings: string;
}

/** What determines, besides the exports themselves, which partners rows are credited to and for how much. */
export const termNames = ["association", "exchange rates", "accepted associations", "settings", "program"] as const;
export type Term = (typeof termNames)[number];

/** A text for each term, equal if the term is equal. */
export type Terms = Readonly<Record<Term, string>>;

/** One input file, as the next run sees it. */
export interface SourceSnapshot {
  readonly kind: "consumption" | "transcripts";
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  /** Rows that were neither superseded nor outside the window. */
  readonly rows: number;
  readonly countedRows: number;
  /** Newest month with a counted row; empty if no row counted, and for transcripts. */
  readonly newestMonth: Month | "";
  /** Dollars by month that are not superseded, whichever partner they are credited to; empty for transcripts. */
  readonly months: ReadonlyMap<Month, Usd>;
}

/** One partner's results. */
export interface PartnerSnapshot extends Standing {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly market: Market;
  /** Exports too many of whose rows were rejected to judge the partner's next tier by (S11). */
  readonly unknown: readonly RequirementKind["exports"][];
  /** Counted dollars by month of the window and by file; those of one month are adjacent. */
  readonly amounts: readonly MonthAmount[];
}

/** One file's contribution to a partner's month. */
export interface MonthAmount extends FileAmount {
  readonly month: Month;
}

export interface FileAmount {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly usd: Usd;
}

/** The tier held, and the finding for the next one. */
export interface Standing {
  readonly tier: TierHeld;
  readonly nextTier: Tier | undefined;
  readonly nextTierFinding: "close" | "short" | "unknown" | undefined;
}

/** A person who has, or had, a credential that the rules name. */
export interface PersonSnapshot {
  /** Each id of the person, hashed with a secret that stays in the output folder. Equal keys mean the same person. */
  readonly keys: readonly string[];
  /** The person's label in reports, masked in the file if the job says so. */
  readonly label: string;
  /** The partner the person counts for; empty if there is none. */
  readonly partnerId: string;
  /** By id of each route with a credential that the person has. */
  readonly routes: ReadonlyMap<string, RouteOutcome>;
}

/** Whether a person counts on one route. */
export interface RouteOutcome {
  /** `counted`, or why not. */
  readonly reason: PersonReason;
  /** First day on which the person completed a credential that has this reason. */
  readonly since: Day;
}

/** A closed month of a partner in which one file's share, and the total, changed between two published runs. */
export interface Restatement {
  readonly partnerId: string;
  readonly month: Month;
  /** Relative to the input folder, with `/`; the newer name if it was renamed. */
  readonly file: string;
  /** As-of days of the two runs. */
  readonly asOfBefore: Day;
  readonly asOfAfter: Day;
  /** What the file added to the month; 0 if nothing. */
  readonly before: Usd;
  readonly after: Usd;
}
