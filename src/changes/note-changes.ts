import type { Warning } from "../domain/consumption.ts";
import type { EarlierRun, RunReport } from "../domain/report.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { compareRuns } from "./compare-runs.ts";

/** A report with its changes, and the snapshot that the next run is compared with. */
export interface NotedChanges {
  readonly report: RunReport;
  /** Snapshot of this run, with the ledger continued. */
  readonly snapshot: Snapshot;
}

/**
 * Adds to a report what changed since the previously published run.
 *
 * @param present - snapshot of this run, with an empty ledger
 * @param earlier - `undefined` when no run was published for this day or an earlier one
 */
export function noteChanges(report: RunReport, present: Snapshot, earlier: EarlierRun | undefined): NotedChanges {
  const nothing = { changes: [], restatements: [] };
  const { changes, restatements } = earlier?.facts ? compareRuns(earlier.facts, present) : nothing;
  return {
    report: {
      ...report,
      comparedWith: earlier?.facts && { asOf: earlier.asOf, runId: earlier.runId },
      changes,
      restatements,
      warnings: [...report.warnings, ...comparisonWarnings(earlier, present)],
    },
    snapshot: { ...present, restatements },
  };
}

function comparisonWarnings(earlier: EarlierRun | undefined, { personKeyId }: Snapshot): Warning[] {
  if (earlier === undefined) return [];
  const { asOf, facts } = earlier;
  const note = (code: string, message: string): Warning[] => [{ code, message, crossesLimit: false }];
  if (facts === undefined) {
    return note(
      "not-compared",
      `The run of ${asOf} cannot be compared with, since its facts.json or run.json is missing, damaged or of another version: changes.csv is empty, restatements.csv begins anew, and nobody looked whether exports are gone or have fewer rows.`,
    );
  }
  if (facts.personKeyId === personKeyId) return [];
  return note(
    "persons-not-compared",
    `The run of ${asOf} was made with another person.key than the output folder has now: changes.csv says how many persons changed, not who.`,
  );
}
