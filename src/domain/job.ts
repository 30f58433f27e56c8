import type { AssociationKind } from "./association.ts";
import type { DateOrder } from "./day.ts";

/** What the operator states about the exports that match a glob, where the exports do not state it themselves. */
export interface Source {
  /** Glob below the input folder, e.g. `consumption/contoso/**`. */
  readonly match: string;
  /** Format id; replaces recognition by the header. */
  readonly format?: string;
  /** Partner credited where a row names none. */
  readonly partnerId?: string;
  readonly decimal?: "." | ",";
  readonly dateOrder?: DateOrder;
  /** Needed only for files that have no byte order mark and are not UTF-8. */
  readonly encoding?: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
  /** ISO 4217 code, if the export has no currency column. */
  readonly currency?: string;
  /** Kind of association, if neither the row nor the format gives one. */
  readonly association?: AssociationKind;
  /** Whether the files are left alone, and listed as such. */
  readonly ignore?: boolean;
}

/** Who gets each published report by e-mail, and through which server. The password comes from the environment only. */
export interface MailSettings {
  /** Addresses; no e-mail is sent if empty. */
  readonly to: readonly string[];
  /** `null` for the first address in `to`. */
  readonly from: string | null;
  readonly host: string;
  readonly port: number;
  /** `starttls`: a plain connection that must switch to encryption. `tls`: encrypted from the start. `none`: plain. */
  readonly security: "starttls" | "tls" | "none";
  /** `null` to send without logging in. */
  readonly user: string | null;
  /** Whether to send only when a partner's tier or finding changed. */
  readonly onlyOnChange: boolean;
  /** Bytes. A larger workbook is not attached; the e-mail gives its path. */
  readonly attachUpTo: number;
}

/** A container of Azure Storage whose blobs are fetched. */
export interface AzureContainer {
  /** Without a query: a SAS comes from the environment only. */
  readonly url: string;
  /** Only blobs whose names begin with it; all if empty. */
  readonly prefix: string;
  /** Folder below the input folder, with `/`. A blob keeps its whole name below it. */
  readonly into: string;
}

/** How a cluster of Apache Spark is reached (section 13). */
export interface SparkSettings {
  /** Program and arguments; `{sql}` in an argument stands for the path of the file with the statements. */
  readonly command: readonly string[];
  /** The input folder as Spark names it; an address without a slash at its end. */
  readonly input: string;
  /** The folder for groups as Spark names it; likewise. */
  readonly stage: string;
  /** Absolute path of the same folder on this machine. */
  readonly stagePath: string;
  /** Fewer new bytes than that are read by the embedded engine. */
  readonly fromBytes: number;
  /** After that long, the command is ended. */
  readonly timeoutMinutes: number;
}

/** `job.yaml`, checked, with defaults filled in and flags and environment applied. Paths are absolute. */
export interface Job {
  readonly input: string;
  readonly output: string;
  /** Path of the rules file. */
  readonly rules: string;
  /** IANA name; decides which day "today" is. */
  readonly timeZone: string;
  readonly window: {
    readonly mode: "complete-months" | "trailing-days";
    readonly settleDays: number;
  };
  readonly marketBasis: "partner" | "customer";
  readonly close: {
    /** Percent of a consumption threshold, with up to 4 decimals, as ten-thousandths: `800_000n` for `80`. */
    readonly fromPercentTenThousandths: bigint;
    /** Largest number of missing persons for which a partner is close. */
    readonly withinPeople: number;
  };
  /** Number of months at the end of the window whose mean the outlook continues with. */
  readonly runRateMonths: number;
  readonly mixRoutes: boolean;
  readonly retroactive: boolean;
  /** Which of ActualCost and AmortizedCost counts if both are present (S14). */
  readonly dataset: "actual" | "amortized";
  readonly people: { readonly mask: boolean };
  readonly csv: { readonly bom: boolean; readonly delimiter: "," | ";" | "\t" };
  /** Whether runs write the Excel workbook. */
  readonly workbook: boolean;
  /** If any of these is exceeded, the run is published with exit code 3. */
  readonly limits: {
    /** Rejected rows, in percent of all rows read. */
    readonly rejectedPercent: number;
    /** Rejected rows of any one file, in percent of its rows. */
    readonly rejectedPercentPerFile: number;
    readonly replacedPercent: number;
    /** Rejected rows of any one partner, in percent of its rows: what is not met without them is unknown (S11). */
    readonly rejectedPercentPerPartner: number;
    /** Dollars credited to nobody, in percent of those that the rules about partners decide about. */
    readonly unattributedPercent: number;
    /** Rows without an exchange rate, in percent of those that would count with one. */
    readonly missingRatePercent: number;
    /** Months of the window without any export. */
    readonly monthsWithoutData: number;
    /** Days from the newest consumption to the as-of day. */
    readonly consumptionAgeDays: number;
    /** Days from the newest completion in the transcripts to the as-of day. */
    readonly transcriptAgeDays: number;
    /** Sources of the previously published run that are missing from this one. */
    readonly vanishedSources: number;
    /** Drop in rows since the previously published run, in percent; for consumption and transcripts separately. */
    readonly rowsFallPercent: number;
  };
  /** Which engine reads new exports. */
  readonly engine: "embedded" | "spark";
  /** Absent unless the engine is Spark. */
  readonly spark?: SparkSettings;
  /** Expanded size, in bytes, above which a gzip file is refused. */
  readonly maxExpandedBytes: number;
  readonly azure: readonly AzureContainer[];
  /** Most bytes of one blob, and of all blobs of one fetch. */
  readonly fetch: { readonly maxBlobBytes: number; readonly maxBytes: number };
  /** When `tierbook schedule` runs, in `timeZone`: a cron expression of five fields. */
  readonly schedule: string;
  /** What `tierbook schedule` does about a failed run. */
  readonly retry: {
    /** Retries per scheduled run. */
    readonly times: number;
    readonly afterMinutes: number;
  };
  /** Number of published runs kept. */
  readonly retain: number;
  /** Address of a health check that is told of start, success and failure; `null` for none. */
  readonly ping: string | null;
  readonly mail: MailSettings;
  /** Texts that mean "none" where an id stands, besides the usual ones (S2). */
  readonly placeholders: readonly string[];
  readonly sources: readonly Source[];
}
