import type { Assessment } from "./assessment.ts";
import type { Change } from "./change.ts";
import type { Bucket, ExportMonth, FileMonth, RejectedRow, SourceTally, Tally, Warning } from "./consumption.ts";
import type { Day, Month } from "./day.ts";
import type { Outlook } from "./outlook.ts";
import type { AssessedTranscriptRow, PersonConflict } from "./person.ts";
import type { Revision, RuleSet } from "./rules.ts";
import type { Restatement, Snapshot } from "./snapshot.ts";
import type { Window } from "./window.ts";

/** A published run that another is compared with. */
export interface ComparedRun {
  readonly asOf: Day;
  readonly runId: string;
}

/** The run published before, as far as it can be read. */
export interface EarlierRun extends ComparedRun {
  /** `undefined` when its facts are missing, damaged, or of another version's layout. */
  readonly facts: Snapshot | undefined;
}

/**
 * Everything that one run found out: what every output is written from. Nothing in it depends on the clock. `comparedWith`,
 * `changes`, `restatements` and the warnings about what is gone depend on the run published before.
 */
export interface RunReport {
  readonly asOf: Day;
  readonly window: Window;
  readonly ruleSet: RuleSet;
  /** The revision in force on the as-of day. */
  readonly revision: Revision;
  /** Assumptions of the rule set and of the formats used, in the order printed. */
  readonly assumptions: readonly string[];
  /** Sorted by partner id, by code point. */
  readonly assessments: readonly Assessment[];
  /** The next month-ends of each partner, in the order of the assessments. */
  readonly outlook: Outlook;
  /** Sorted by partner id, file, line. */
  readonly people: readonly AssessedTranscriptRow[];
  readonly conflicts: readonly PersonConflict[];
  /** Countries that no market is known for, so that the partner was judged as in a developed one (S8); empty where none is given. */
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
  /** Sorted by file. */
  readonly sources: readonly SourceTally[];
  /** Consumption only: read + credited again = the sum of the buckets, exactly. */
  readonly totals: {
    readonly read: Tally;
    readonly creditedAgain: Tally;
    readonly buckets: Readonly<Record<Bucket, Tally>>;
  };
  /** Months of the window that at least one export that counts covers. */
  readonly monthsCovered: readonly Month[];
  /** Sorted by file, line. */
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly Warning[];
  /** What each file adds to each month of each partner; sorted by partner id, month, file. */
  readonly fileMonths: readonly FileMonth[];
  /** What each file has in each month, whoever it is credited to; sorted by file, month. */
  readonly exportMonths: readonly ExportMonth[];
  /** The published run that this one is compared with; `undefined` when there is none. */
  readonly comparedWith: ComparedRun | undefined;
  /** Partners whose tier or finding changed since that run; sorted by partner id. */
  readonly changes: readonly Change[];
  /** Closed months of the window whose total changed, from run to run; sorted by partner id, month, days of the runs, file. */
  readonly restatements: readonly Restatement[];
  /** Files below the input folder that are no exports, left alone. Sorted. */
  readonly leftAlone: readonly string[];
}
