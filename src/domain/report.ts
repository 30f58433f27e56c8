import type { Assessment } from "./assessment.ts";
import type { Change } from "./change.ts";
import type { Bucket, ExportMonth, FileMonth, RejectedRow, SourceTally, Tally, Warning } from "./consumption.ts";
import type { Day, Month } from "./day.ts";
import type { EngineUse } from "./engine-use.ts";
import type { FurtherColumns } from "./further-columns.ts";
import type { Outlook } from "./outlook.ts";
import type { AssessedTranscriptRow, PersonConflict } from "./person.ts";
import type { Revision, RuleSet } from "./rules.ts";
import type { Restatement, Snapshot } from "./snapshot.ts";
import type { ToDo } from "./to-do.ts";
import type { Window } from "./window.ts";

/** A published run that another run is compared with. */
export interface ComparedRun {
  readonly asOf: Day;
  readonly runId: string;
}

/** The previously published run, as far as it can be read. */
export interface EarlierRun extends ComparedRun {
  /** `undefined` when its facts are missing, damaged, or in another version's layout. */
  readonly facts: Snapshot | undefined;
}

/**
 * Everything that one run found out: the source of every output. Nothing in it depends on the clock. `comparedWith`,
 * `changes`, `restatements` and the warnings about missing sources depend on the previously published run.
 */
export interface RunReport {
  readonly asOf: Day;
  readonly window: Window;
  readonly ruleSet: RuleSet;
  /** The revision in force on the as-of day. */
  readonly revision: Revision;
  /** Assumptions of the rule set and of the formats used, in the order printed. */
  readonly assumptions: readonly string[];
  /** Whether any consumption export was read, even one without rows; the same for transcripts (S11). */
  readonly consumptionRead: boolean;
  /** Who read the consumption exports. Nothing else in a report depends on it. */
  readonly engineUse: EngineUse;
  readonly transcriptsRead: boolean;
  /** Sorted by partner id, by code point. */
  readonly assessments: readonly Assessment[];
  readonly furtherColumns: FurtherColumns;
  /** The next month-ends for each partner, in the order of the assessments. */
  readonly outlook: Outlook;
  /** Sorted by partner id, file, line. */
  readonly people: readonly AssessedTranscriptRow[];
  readonly conflicts: readonly PersonConflict[];
  /** Countries without a known market, whose partners were assessed as developed (S8); empty where none is given. */
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
  /** Sorted by file. */
  readonly sources: readonly SourceTally[];
  /** Consumption only. Rows read plus rows credited again equal the sum of the buckets exactly. */
  readonly totals: {
    readonly read: Tally;
    readonly creditedAgain: Tally;
    readonly buckets: Readonly<Record<Bucket, Tally>>;
  };
  /** Months of the window covered by at least one export that counts. */
  readonly monthsCovered: readonly Month[];
  /** Sorted by file, line. */
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly Warning[];
  /** What an operator can put right, the costliest first. */
  readonly toDo: readonly ToDo[];
  /** Each file's contribution to each month of each partner; sorted by partner id, month, file. */
  readonly fileMonths: readonly FileMonth[];
  /** The content of each file in each month, whichever partner it is credited to; sorted by file, month. */
  readonly exportMonths: readonly ExportMonth[];
  /** The published run that this one is compared with; `undefined` if there is none. */
  readonly comparedWith: ComparedRun | undefined;
  /** Partners whose tier or finding changed since that run; sorted by partner id. */
  readonly changes: readonly Change[];
  /**
   * Closed months of the window whose total changed between runs; sorted by partner id, month, days of the runs, file.
   */
  readonly restatements: readonly Restatement[];
  /** Files in the input folder that are not exports and were left alone. Sorted. */
  readonly leftAlone: readonly string[];
}
