import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";

/** The buckets of consumption rows. A row is in the first that applies (S13). */
export const buckets = [
  "excluded",
  "rejected",
  "superseded",
  "outside-window",
  "unattributed",
  "ineligible-association",
  "outside-association",
  "missing-rate",
  "duplicate",
  "counted",
] as const;
export type Bucket = (typeof buckets)[number];

/** A number of rows and, where readable, their exact dollars. */
export interface Tally {
  readonly rows: number;
  readonly usd: Usd;
}

export const noRows: Tally = { rows: 0, usd: 0n };

/** Creates a record with every bucket, empty except for those given. */
export function bucketTallies(given: Partial<Record<Bucket, Tally>> = {}): Record<Bucket, Tally> {
  return Object.fromEntries(buckets.map((bucket) => [bucket, given[bucket] ?? noRows])) as Record<Bucket, Tally>;
}

/** The measured consumption of one partner (S9) and what the report says about it. */
export interface PartnerConsumption {
  readonly partnerId: string;
  /** Counted dollars by month of the window; months without a row are absent. */
  readonly months: ReadonlyMap<Month, Usd>;
  /** Exact sum of `months`. */
  readonly total: Usd;
  /** Months of the window in which this partner has at least one row, counted or not. */
  readonly monthsSeen: number;
  /** Countries of the customers whose consumption counted; empty unless `marketBasis: customer`. */
  readonly customerCountries: readonly string[];
  /** `customerCountries` by month. */
  readonly countriesByMonth: ReadonlyMap<Month, readonly string[]>;
}

/** One file's contribution to one month of one partner: the rows that count, and their dollars. */
export interface FileMonth {
  readonly partnerId: string;
  readonly month: Month;
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly rows: number;
  readonly usd: Usd;
}

/**
 * The dollars of one file in one month of the window that are not superseded, whichever partner they are credited to.
 */
export interface ExportMonth {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly month: Month;
  readonly usd: Usd;
}

/** One input file and the buckets of its rows: one line of `sources.csv`. */
export interface SourceTally {
  readonly kind: "consumption" | "transcripts";
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  readonly read: Tally;
  readonly creditedAgain: Tally;
  readonly buckets: Readonly<Record<Bucket, Tally>>;
  /** The files that replaced it, wholly or in part; empty if none did. */
  readonly supersededBy: readonly string[];
}

/** The codes of rejected rows. */
export const rejectCodes = [
  "damaged-id",
  "field-count",
  "bad-amount",
  "bad-day",
  "unknown-association",
  "encoding",
  "line-too-long",
  "quote",
  "no-person-id",
  "bad-expiry",
] as const;
export type RejectCode = (typeof rejectCodes)[number];

/** A row that breaks its format: one line of `rejects.csv`. */
export interface RejectedRow {
  readonly file: string;
  /** 1-based, header included: the line on which the row starts. */
  readonly line: number;
  /** Column name from the file's own header; empty when the whole row is at fault. */
  readonly column: string;
  readonly code: RejectCode;
  /** One sentence: what was found, and what was expected. */
  readonly message: string;
  /** The row as it is in the file, cut to 1,000 characters. */
  readonly raw: string;
  /** Present where the entry stands for so many rows that are not listed, of which this is the first. */
  readonly more?: number;
}

/** Something that readers of a report should know about the numbers, short of an error. */
export interface Warning {
  /** Stable kebab-case name, e.g. `overlap`, `unknown-country`. */
  readonly code: string;
  readonly message: string;
  /** Whether a data-quality limit is exceeded: the run is then published with exit code 3. */
  readonly crossesLimit: boolean;
}

/** A partner's name or country in export rows, and the latest day up to the as-of day on which it occurs (S8). */
export interface ProfileText {
  readonly partnerId: string;
  readonly what: "name" | "country";
  readonly text: string;
  readonly day: Day;
}

/** A unit that a newer file replaces by much less than it had before (S14). */
export interface ReplacedByLess {
  /** What was replaced, e.g. `1284501 2017-06`, `invoice G001`, `2017-06-01…05`. */
  readonly unit: string;
  /** Relative to the input folder, with `/`. */
  readonly older: string;
  readonly newer: string;
  readonly usdBefore: Usd;
  readonly usdAfter: Usd;
}

/** Two or more counting files of one format that contain the same subscription on the same day (S14). */
export interface Overlap {
  readonly format: string;
  /** One file from each of the overlapping exports, relative to the input folder. */
  readonly files: readonly string[];
  readonly subscriptionDays: number;
}
