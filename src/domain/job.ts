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

/** Who gets each published report by e-mail, and by which server. The password comes from the environment only. */
export interface MailSettings {
  /** Addresses; empty: no e-mail is sent. */
  readonly to: readonly string[];
  /** `null`: the first of `to`. */
  readonly from: string | null;
  readonly host: string;
  readonly port: number;
  /** `starttls`: plain at first, then encrypted or not at all. `tls`: encrypted from the start. `none`: plain. */
  readonly security: "starttls" | "tls" | "none";
  /** `null`: without logging in. */
  readonly user: string | null;
  /** Nothing is sent where no partner's tier or finding changed. */
  readonly onlyOnChange: boolean;
  /** Bytes. A larger workbook is not attached; the e-mail says where it lies. */
  readonly attachUpTo: number;
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
  /** Last months of the window whose mean the outlook goes on with. */
  readonly runRateMonths: number;
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
    /** Rejected rows of one file, in percent of its rows. */
    readonly rejectedPercentPerFile: number;
    /** Months of the window that no export covers. */
    readonly monthsWithoutData: number;
    /** Days from the newest consumption up to the as-of day. */
    readonly consumptionAgeDays: number;
    /** Days from the newest completion in the transcripts up to the as-of day. */
    readonly transcriptAgeDays: number;
    /** Sources that the run published before had and this one has not. */
    readonly vanishedSources: number;
    /** Rows fewer than in the run published before, in percent; consumption and transcripts each. */
    readonly rowsFallPercent: number;
  };
  /** Expanded size of one gzip file, in bytes, above which it is refused. */
  readonly maxExpandedBytes: number;
  /** When `tierbook schedule` runs, in `timeZone`: a cron expression of five fields. */
  readonly schedule: string;
  /** What `tierbook schedule` does about a run that failed. */
  readonly retry: {
    /** Further tries for one night. */
    readonly times: number;
    readonly afterMinutes: number;
  };
  /** Published runs kept. */
  readonly retain: number;
  /** Address of a health check that is told of start, success and failure; `null`: none. */
  readonly ping: string | null;
  readonly mail: MailSettings;
  readonly sources: readonly Source[];
}
