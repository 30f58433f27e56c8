import type { RunReport } from "../domain/report.ts";
import type { Published } from "../publish/publish.ts";

/** What a run published. */
export interface RunOutcome extends Published {
  readonly report: RunReport;
  /** Whether a flag left out some of its files. */
  readonly isPartial?: boolean;
  /** Names of the files in the run's folder. */
  readonly files: readonly string[];
}
