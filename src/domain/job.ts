import type { AssociationKind } from "./association.ts";
import type { DateOrder } from "./day.ts";

/** What the operator says about the exports that a glob matches, where the exports do not say it themselves. */
export interface Source {
  /** Glob below the input folder, e.g. `consumption/contoso/**`. */
  readonly match: string;
  /** Format id; replaces recognition by header. */
  readonly format?: string;
  /** Partner credited where a row names none. */
  readonly partnerId?: string;
  readonly decimal?: "." | ",";
  readonly dateOrder?: DateOrder;
  /** Only needed for files that carry no byte order mark and are not UTF-8. */
  readonly encoding?: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
  /** ISO 4217 code where the export has no currency column. */
  readonly currency?: string;
  /** Kind of association where neither the row nor the format says one. */
  readonly association?: AssociationKind;
  /** The files are left alone, and listed. */
  readonly ignore?: boolean;
}

/** `job.yaml`, checked, every default filled in, flags and environment applied. Paths are absolute. */
export interface Job {
  readonly input: string;
  readonly output: string;
  /** The rule set's file. */
  readonly rules: string;
  /** IANA name; decides which day "today" is. */
  readonly timeZone: string;
  readonly window: {
    readonly mode: "complete-months" | "trailing-days";
    readonly settleDays: number;
  };
  readonly marketBasis: "partner" | "customer";
  readonly close: {
    /** Percent of a consumption threshold, e.g. `80`, with up to 4 decimals, as ten-thousandths: `800_000n`. */
    readonly fromPercentTenThousandths: bigint;
    /** Missing persons up to which a partner is close. */
    readonly withinPeople: number;
  };
  readonly mixRoutes: boolean;
  readonly retroactive: boolean;
  /** Which of ActualCost and AmortizedCost counts where both are there (S14). */
  readonly dataset: "actual" | "amortized";
  readonly people: { readonly mask: boolean };
  readonly csv: { readonly bom: boolean; readonly delimiter: "," | ";" | "\t" };
  /** Beyond one of these the run is published with exit code 3. */
  readonly limits: {
    /** Rejected rows of all rows read, in percent. */
    readonly rejectedPercent: number;
    /** Months of the window that no export covers. */
    readonly monthsWithoutData: number;
    /** Days from the newest consumption up to the as-of day. */
    readonly consumptionAgeDays: number;
  };
  /** Expanded size of one gzip file, in bytes, above which it is refused. */
  readonly maxExpandedBytes: number;
  readonly sources: readonly Source[];
}
