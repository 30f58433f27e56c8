import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";

/** Where a consumption row ended up: the first that applies (S13). */
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

/** Rows and, where readable, exact dollars. */
export interface Tally {
  readonly rows: number;
  readonly usd: Usd;
}

export const noRows: Tally = { rows: 0, usd: 0n };

/** A record with every bucket, empty but for those given. */
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
  /** The same by month. */
  readonly countriesByMonth: ReadonlyMap<Month, readonly string[]>;
}

/** What one file adds to one month of one partner: the rows that count, and their dollars. */
export interface FileMonth {
  readonly partnerId: string;
  readonly month: Month;
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly rows: number;
  readonly usd: Usd;
}

/** The dollars of one file in one month of the window that are not superseded, whoever they are credited to. */
export interface ExportMonth {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly month: Month;
  readonly usd: Usd;
}

/** One input file and where its rows ended up: one line of `sources.csv`. */
export interface SourceTally {
  readonly kind: "consumption" | "transcripts";
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  readonly read: Tally;
  readonly creditedAgain: Tally;
  readonly buckets: Readonly<Record<Bucket, Tally>>;
  /** The file or files that replaced it, wholly or in part; empty when none did. */
  readonly supersededBy: readonly string[];
}

/** Codes a rejected row may have. */
export const rejectCodes = [
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
  /** Column as the file's own header names it; empty when the whole row is at fault. */
  readonly column: string;
  readonly code: RejectCode;
  /** One sentence: what was found, what was expected. */
  readonly message: string;
  /** The row as it stands in the file, at most 1,000 characters of it. */
  readonly raw: string;
}

/** Something the reader of a report should know about the numbers, short of an error. */
export interface Warning {
  /** Stable kebab-case name, e.g. `overlap`, `unknown-country`. */
  readonly code: string;
  readonly message: string;
  /** A data-quality limit is crossed: the run is published with exit code 3. */
  readonly crossesLimit: boolean;
}

/** A name or country that rows of an export give a partner, and the latest day up to the as-of day on which they do (S8). */
export interface ProfileText {
  readonly partnerId: string;
  readonly what: "name" | "country";
  readonly text: string;
  readonly day: Day;
}

/** Two or more files of one format that all count and hold the same subscription on the same day (S14). */
export interface Overlap {
  readonly format: string;
  /** One file of each of the exports that overlap, relative to the input folder. */
  readonly files: readonly string[];
  readonly subscriptionDays: number;
}
