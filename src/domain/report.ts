import type { Assessment } from "./assessment.ts";
import type { Bucket, RejectedRow, SourceTally, Tally, Warning } from "./consumption.ts";
import type { Day, Month } from "./day.ts";
import type { JudgedTranscriptRow, PersonConflict } from "./person.ts";
import type { Revision, RuleSet } from "./rules.ts";
import type { Window } from "./window.ts";

/** Everything that one run found out: what every output is written from. Nothing in it depends on the clock. */
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
  /** Sorted by partner id, file, line. */
  readonly people: readonly JudgedTranscriptRow[];
  readonly conflicts: readonly PersonConflict[];
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
  /** Files below the input folder that are no exports, left alone. Sorted. */
  readonly leftAlone: readonly string[];
}
