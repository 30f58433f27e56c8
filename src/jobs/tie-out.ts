import type { Warning } from "../domain/consumption.ts";
import type { Outlook } from "../domain/outlook.ts";
import type { RunReport } from "../domain/report.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { ToDo } from "../domain/to-do.ts";
import { totalsOf, unreadTally } from "../measure/source-tallies.ts";
import { assumptionsOf } from "../qualify/assumptions.ts";
import { dataQuality } from "../qualify/data-quality.ts";
import { toDoList } from "../qualify/to-do.ts";
import { maskPerson } from "../report/person-label.ts";
import type { AssessedRun, PartnersToAssess } from "./assess-partners.ts";

/** Everything that a report is made from. */
export interface FoundOut extends PartnersToAssess, AssessedRun {
  readonly outlook: Outlook;
  /** What the outlook assumes. */
  readonly assumptions: readonly string[];
  /** Facts of the previously published run. */
  readonly earlier: Pick<Snapshot, "asOf" | "sources"> | undefined;
}

/**
 * Checks that every row and dollar is accounted for (S13), and puts the report together.
 *
 * @throws Error, a bug of this program, when they are not
 */
export function tieOut(found: FoundOut): RunReport {
  const { config, asOf, window, revision, inputs, people, assessments } = found;
  const { measured } = found.consumption;
  const accounts = accountsOf(found);
  const toDo = toDosOf(found, accounts);
  const { consumption, transcripts, leftAlone } = inputs.exports;
  const assumed = assumptionsOf(config.ruleSet, config.formats, [...consumption, ...transcripts]);
  return {
    ...{ asOf, window, ruleSet: config.ruleSet, revision, assumptions: [...assumed, ...found.assumptions] },
    ...{ assessments, outlook: found.outlook, unknownCountries: found.unknownCountries },
    ...{ people: people.assessed, conflicts: people.conflicts },
    ...{ ...accounts, toDo, warnings: warningsOf(found, accounts, toDo) },
    ...{ monthsCovered: measured.monthsCovered, fileMonths: measured.fileMonths, exportMonths: measured.exportMonths },
    ...{ comparedWith: undefined, changes: [], restatements: [] },
    leftAlone,
  };
}

type Accounts = Pick<RunReport, "sources" | "totals" | "rejects">;

/** Returns where the rows of each file went, and the sums over all files. */
function accountsOf({ consumption, transcripts, people, assessments }: FoundOut): Accounts {
  const unread = consumption.unread.map(({ file, sha256 }) => unreadTally(file, sha256));
  const ofConsumption = [...consumption.measured.tallies, ...unread];
  const partnersTotal = assessments.reduce((sum, assessment) => sum + (assessment.consumption ?? 0n), 0n);
  const sources = [...ofConsumption, ...people.tallies];
  const rejects = [...consumption.partials, ...transcripts].flatMap((file) => file.rejects);
  return {
    sources: sources.sort((a, b) => compareCodePoints(a.file, b.file)),
    totals: totalsOf(ofConsumption, partnersTotal),
    rejects: rejects.sort((a, b) => compareCodePoints(a.file, b.file) || a.line - b.line),
  };
}

function cutOffFiles({ consumption, transcripts }: FoundOut): string[] {
  const cut = [...consumption.partials, ...transcripts].filter(({ isCutOff }) => isCutOff);
  return cut.map(({ export: { file } }) => file).sort(compareCodePoints);
}

function toDosOf(found: FoundOut, { rejects }: Accounts): ToDo[] {
  const { config, people } = found;
  const { measured } = found.consumption;
  return toDoList({
    ...{ sums: measured.open, rejects, replacedByLess: measured.replacedByLess, cutOff: cutOffFiles(found) },
    ...{ unknownCountries: found.unknownCountries, unknownStatuses: people.unknownStatuses, ordersInDoubt: [] },
    ...{ conflicts: people.conflicts, called: config.job.people.mask ? maskPerson : (label: string) => label },
  });
}

function warningsOf(found: FoundOut, { sources, totals, rejects }: Accounts, toDo: readonly ToDo[]): Warning[] {
  const { config, inputs, people, options, assessments } = found;
  const { measured } = found.consumption;
  return dataQuality({
    ...{ asOf: found.asOf, window: found.window, limits: config.job.limits, inputNotes: inputs.exports.notes },
    ...{ consumptionRead: options.consumptionRead, transcriptsRead: options.transcriptsRead },
    ...{ monthsCovered: measured.monthsCovered, newest: measured.newest, newestCompletion: people.newestCompletion },
    ...{ sources, exportMonths: measured.exportMonths, earlier: found.earlier },
    rowsRead: sources.reduce((sum, source) => sum + source.read.rows, 0),
    rowsRejected: rejects.length,
    toDo,
    ...{ replacedByLess: measured.replacedByLess, cutOff: cutOffFiles(found) },
    ...{ overlaps: measured.overlaps, unknownCountries: found.unknownCountries, conflicts: people.conflicts },
    missingRate: totals.buckets["missing-rate"],
    unattributed: {
      rows: totals.buckets.unattributed.rows - measured.waived.rows,
      usd: totals.buckets.unattributed.usd - measured.waived.usd,
    },
    partnersIfMixed: assessments.filter((a) => a.tierIfRoutesMixed !== undefined).map((a) => a.partnerId),
  });
}
