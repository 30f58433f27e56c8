import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { PersonReason } from "./person.ts";
import type { Market, Tier } from "./tier.ts";
import type { Window } from "./window.ts";

/** What one run found out, as far as a later run is compared with it: the content of `facts.json`. */
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
  /** Names the secret that `PersonSnapshot.keys` were made with: only keys of one secret can be compared. */
  readonly personKeyId: string;
  /** Persons with a credential that the rules name. */
  readonly persons: readonly PersonSnapshot[];
  /** The ledger: months of the window whose total changed after they were first reported. */
  readonly restatements: readonly Restatement[];
}

/** The wording that a run judged by. */
export interface RulesSnapshot {
  readonly id: string;
  readonly revision: string;
  /** The requirements of each tier with their thresholds, as one text: equal text, equal requirements. */
  readonly requirements: Readonly<Record<Market, Readonly<Partial<Record<Tier, string>>>>>;
  /** Every route with its credentials and the last days on which they are accepted, as one text. */
  readonly routes: string;
  /** Where close begins, and whether routes mix, as one text. */
  readonly settings: string;
}

/** What decides, besides the exports themselves, whom their rows are credited to and for how much. */
export const termNames = ["association", "exchange rates", "accepted associations", "settings", "program"] as const;
export type Term = (typeof termNames)[number];

/** Each term as a text that is equal when the term is. */
export type Terms = Readonly<Record<Term, string>>;

/** One input file, as the next run looks back on it. */
export interface SourceSnapshot {
  readonly kind: "consumption" | "transcripts";
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  /** Rows that were neither superseded nor outside the window. */
  readonly rows: number;
  readonly countedRows: number;
  /** Newest month in which a row of it counted; empty where none did, and for transcripts. */
  readonly newestMonth: Month | "";
  /** Dollars by month of the window that are not superseded, whoever they are credited to; empty for transcripts. */
  readonly months: ReadonlyMap<Month, Usd>;
}

/** What a partner came to. */
export interface PartnerSnapshot extends Standing {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly market: Market;
  /** Counted dollars by month of the window and by file; those of one month stand together. */
  readonly amounts: readonly MonthAmount[];
}

/** What one file adds to a partner's month. */
export interface MonthAmount extends FileAmount {
  readonly month: Month;
}

export interface FileAmount {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly usd: Usd;
}

/** The tier held, and how it stands with the next one. */
export interface Standing {
  readonly tier: Tier | "none";
  readonly nextTier: Tier | undefined;
  readonly nextTierFinding: "close" | "short" | "unknown" | undefined;
}

/** A person who has, or had, a credential that the rules name. */
export interface PersonSnapshot {
  /** Each id of the person, hashed with a secret that stays in the output folder: equal keys, one person. */
  readonly keys: readonly string[];
  /** How reports call the person: masked in the file if the job says so. */
  readonly label: string;
  /** The partner the person counts for; empty when there is none. */
  readonly partnerId: string;
  /** By the id of a route with a credential that the person has. */
  readonly routes: ReadonlyMap<string, RouteOutcome>;
}

/** The standing of a person on one route. */
export interface RouteOutcome {
  /** `counted`, else why not. */
  readonly reason: PersonReason;
  /** First day on which the person completed a credential with that reason. */
  readonly since: Day;
}

/** A closed month of a partner of which a file's share, and the total, changed from one published run to a later one. */
export interface Restatement {
  readonly partnerId: string;
  readonly month: Month;
  /** Relative to the input folder, with `/`; the newer name where it was renamed. */
  readonly file: string;
  /** As-of days of the two runs. */
  readonly asOfBefore: Day;
  readonly asOfAfter: Day;
  /** What the file added to the month; 0 where it did not. */
  readonly before: Usd;
  readonly after: Usd;
}
