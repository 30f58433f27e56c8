import type { Config } from "../config/load-config.ts";
import { programVersion } from "../config/version.ts";
import type { Warning } from "../domain/consumption.ts";
import type { ComparedRun, RunReport } from "../domain/report.ts";
import type { Revision } from "../domain/rules.ts";
import type { PersonSnapshot, Terms } from "../domain/snapshot.ts";
import { maskPerson } from "../report/person-label.ts";
import { type ChangedFacts, changedFacts } from "./changed-facts.ts";
import { compareRuns } from "./compare-runs.ts";
import { keyIdOf } from "./person-keys.ts";
import { printLines, printSnapshot } from "./print-facts.ts";
import type { OpenedFacts } from "./read-facts.ts";
import { snapshotOf } from "./snapshot-of.ts";

/** The run published before, as far as it can be read. */
export interface EarlierRun extends ComparedRun {
  /** `undefined` when its facts are missing, damaged, or of another version's layout. */
  readonly facts: OpenedFacts | undefined;
}

/** What a run is compared by. */
export interface ChangesRequest {
  readonly config: Config;
  /** The small tables of the input folder. */
  readonly tables: readonly HashedFile[];
  /** `undefined` when no run was published for this day or an earlier one. */
  readonly earlier: EarlierRun | undefined;
  readonly persons: readonly PersonSnapshot[];
  /** Of the output folder, see `personSecret`: the keys of the persons are made with it. */
  readonly secret: string;
}

interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Adds to a report what changed since the run published before, and puts together what the next run will compare with.
 *
 * @returns the report, and the text of `facts.json`
 */
export function noteChanges(
  report: RunReport,
  request: ChangesRequest,
): { readonly report: RunReport; readonly facts: string } {
  const { config, earlier, persons, secret } = request;
  const { job } = config;
  const present = snapshotOf({ report, job, terms: termsOf(request, report.revision), persons, secret });
  const lines = printLines(present, job.people.mask ? maskPerson : (label) => label);
  const changed = earlier?.facts && changedFacts(earlier.facts, present, lines);
  const { changes, restatements } =
    changed === undefined ? { changes: [], restatements: [] } : compareRuns(changed.before, changed.after);
  const comparedWith = earlier && changed && { asOf: earlier.asOf, runId: earlier.runId };
  const warnings = [...report.warnings, ...comparisonWarnings({ earlier, changed }, secret)];
  return {
    report: { ...report, comparedWith, changes, restatements, warnings },
    facts: printSnapshot({ ...present, restatements }, lines),
  };
}

/** What decides, besides the exports, whom their rows are credited to. */
export function termsOf({ config, tables }: Pick<ChangesRequest, "config" | "tables">, revision: Revision): Terms {
  const { retroactive, dataset, sources } = config.job;
  const configHashes = (pattern: RegExp) => hashes(config.files.filter(({ path }) => pattern.test(path)));
  const table = (name: string) => hashes(tables.filter(({ path }) => path === name));
  const accepts = revision.tiers.flatMap(({ requirements }) =>
    requirements.flatMap((rule) => (rule.measure === "consumption" ? rule.accepts : [])),
  );
  return {
    association: `${table("associations.csv")} ${configHashes(/(^|\/)associations\.yaml$/)}`,
    "exchange rates": table("exchange-rates.csv"),
    "accepted associations": [...new Set(accepts)].join(" "),
    settings: `${JSON.stringify({ retroactive, dataset, sources })} ${configHashes(/(^|\/)formats\/[^/]+$/)}`,
    program: programVersion(),
  };
}

function hashes(files: readonly HashedFile[]): string {
  return files.map(({ sha256 }) => sha256).join(" ");
}

interface ComparisonOutcome {
  readonly earlier: EarlierRun | undefined;
  /** `undefined` where the earlier run's facts cannot be read. */
  readonly changed: ChangedFacts | undefined;
}

function comparisonWarnings({ earlier, changed }: ComparisonOutcome, secret: string): Warning[] {
  if (earlier === undefined) return [];
  const { asOf } = earlier;
  const note = (code: string, message: string): Warning[] => [{ code, message, crossesLimit: false }];
  if (changed === undefined) {
    return note(
      "not-compared",
      `The run of ${asOf} cannot be compared with, since its facts.json or run.json is missing, damaged or of another version: changes.csv is empty, restatements.csv begins anew, and nobody looked whether exports are gone or have fewer rows.`,
    );
  }
  if (changed.before.personKeyId === keyIdOf(secret)) return [];
  return note(
    "persons-not-compared",
    `The run of ${asOf} was made with another person.key than the output folder has now: changes.csv says how many persons changed, not who.`,
  );
}
