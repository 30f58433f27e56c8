import type { Tally, Warning } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Outlook } from "../domain/outlook.ts";
import { reportedRejects } from "../domain/rejects.ts";
import type { RunReport } from "../domain/report.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { ToDo } from "../domain/to-do.ts";
import { totalsOf, unreadTally } from "../measure/source-tallies.ts";
import { assumptionsOf } from "../qualify/assumptions.ts";
import { dataQuality, type InDoubt } from "../qualify/data-quality.ts";
import type { FetchFigures } from "../qualify/fetch-warnings.ts";
import { toDoList } from "../qualify/to-do.ts";
import { maskPerson } from "../report/person-label.ts";
import type { AssessedRun, PartnersToAssess } from "./assess-partners.ts";

/** Everything that was read, and the verdicts. */
export interface Judged extends PartnersToAssess, AssessedRun {
  /** Facts of the previously published run. */
  readonly earlier: Pick<Snapshot, "asOf" | "sources"> | undefined;
  /** What was fetched before the inputs were read. */
  readonly fetched?: FetchFigures | undefined;
}

/** Everything that a report is made from. */
export interface FoundOut extends Judged {
  readonly outlook: Outlook;
  /** What the outlook assumes. */
  readonly assumptions: readonly string[];
}

/**
 * Checks that every row and dollar is accounted for (S13), and puts the report together.
 *
 * @throws Error, a bug of this program, when they are not
 */
export function tieOut(found: FoundOut): RunReport {
  const { config, asOf, window, revision, inputs, people, assessments, options } = found;
  const { measured } = found.consumption;
  const { warnings, toDo, ...accounts } = takeStock(found);
  const { consumption, transcripts, leftAlone } = inputs.exports;
  const assumed = assumptionsOf(config.ruleSet, config.formats, [...consumption, ...transcripts]);
  return {
    ...{ asOf, window, ruleSet: config.ruleSet, revision, assumptions: [...assumed, ...found.assumptions] },
    ...{ consumptionRead: options.consumptionRead, transcriptsRead: options.transcriptsRead },
    engineUse: found.consumption.engineUse,
    ...{
      assessments,
      furtherColumns: inputs.furtherColumns,
      outlook: found.outlook,
      unknownCountries: found.unknownCountries,
    },
    ...{ people: people.assessed, conflicts: people.conflicts },
    ...{ ...accounts, toDo, warnings },
    rejects: [...groupBy(accounts.rejects, ({ file }) => file).values()].flatMap(reportedRejects),
    ...{ monthsCovered: measured.monthsCovered, fileMonths: measured.fileMonths, exportMonths: measured.exportMonths },
    ...{ comparedWith: undefined, changes: [], restatements: [] },
    leftAlone,
  };
}

type Accounts = Pick<RunReport, "sources" | "totals" | "rejects">;

/**
 * Checks that every row and dollar is accounted for (S13), and how far the numbers can be trusted.
 *
 * @throws Error, a bug of this program, when they are not accounted for
 */
export function takeStock(judged: Judged): Accounts & Pick<RunReport, "toDo" | "warnings"> {
  const accounts = accountsOf(judged);
  const toDo = toDosOf(judged, accounts);
  return { ...accounts, toDo, warnings: warningsOf(judged, accounts, toDo) };
}

/** Returns where the rows of each file went, and the sums over all files. */
function accountsOf({ consumption, transcripts, people, assessments }: Judged): Accounts {
  const unread = consumption.unread.map(({ file, sha256 }) => unreadTally(file, sha256));
  const ofConsumption = [...consumption.measured.tallies, ...unread];
  const partnersTotal = assessments.reduce((sum, assessment) => sum + (assessment.counted ?? 0n), 0n);
  const sources = [...ofConsumption, ...people.tallies];
  const files = [...consumption.partials, ...transcripts];
  const rejects = files.sort((a, b) => compareCodePoints(a.export.file, b.export.file)).flatMap((file) => file.rejects);
  return {
    sources: sources.sort((a, b) => compareCodePoints(a.file, b.file)),
    totals: totalsOf(ofConsumption, partnersTotal),
    rejects,
  };
}

function cutOffFiles({ consumption, transcripts }: Judged): string[] {
  const cut = [...consumption.partials, ...transcripts].filter(({ isCutOff }) => isCutOff);
  return cut.map(({ export: { file } }) => file).sort(compareCodePoints);
}

function toDosOf(found: Judged, { rejects }: Accounts): ToDo[] {
  const { config, people } = found;
  const { measured } = found.consumption;
  return toDoList({
    ...{ sums: measured.open, rejects, replacedByLess: measured.replacedByLess, cutOff: cutOffFiles(found) },
    ...{ unknownCountries: found.unknownCountries, unknownStatuses: people.unknownStatuses },
    ...{ ordersInDoubt: inDoubtOf(found), conflicts: people.conflicts },
    called: config.job.people.mask ? maskPerson : (label: string) => label,
  });
}

function warningsOf(found: Judged, { sources, totals }: Accounts, toDo: readonly ToDo[]): Warning[] {
  const { config, inputs, people, options, assessments } = found;
  const { measured } = found.consumption;
  return dataQuality({
    ...{ asOf: found.asOf, window: found.window, limits: config.job.limits, inputNotes: inputs.exports.notes },
    engineUse: config.job.engine === "spark" ? found.consumption.engineUse : undefined,
    ...{ consumptionRead: options.consumptionRead, transcriptsRead: options.transcriptsRead },
    ...{ monthsCovered: measured.monthsCovered, newest: measured.newest, newestCompletion: people.newestCompletion },
    ...{ sources, exportMonths: measured.exportMonths, earlier: found.earlier, fetched: found.fetched },
    rowsRead: sources.reduce((sum, source) => sum + source.read.rows, 0),
    rowsRejected: sources.reduce((sum, source) => sum + source.buckets.rejected.rows, 0),
    ...{ toDo, rejected: { consumption: measured.rejected, transcripts: people.rejected } },
    ...{ inDoubt: inDoubtOf(found), replacedByLess: measured.replacedByLess, cutOff: cutOffFiles(found) },
    ...{ overlaps: measured.overlaps, unknownCountries: found.unknownCountries, conflicts: people.conflicts },
    buckets: { ...totals.buckets, unattributed: without(totals.buckets.unattributed, measured.waived) },
    partnersIfMixed: assessments.filter((a) => a.tierIfRoutesMixed !== undefined).map((a) => a.partnerId),
  });
}

/** Leaves out what associations.csv says is nobody's: only what somebody may be credited with is a fault (S5). */
function without(all: Tally, waived: Tally): Tally {
  return { rows: all.rows - waived.rows, usd: all.usd - waived.usd };
}

/** Returns the files, of either kind, whose dates may be in the other order. */
function inDoubtOf({ consumption, transcripts }: Judged): InDoubt[] {
  return [...consumption.partials, ...transcripts]
    .filter(({ rowsInDoubt }) => rowsInDoubt > 0)
    .map(({ export: { file, source }, rowsInDoubt: rows }) => ({ file, order: source.dateOrder ?? "mdy", rows }))
    .sort((a, b) => compareCodePoints(a.file, b.file));
}
