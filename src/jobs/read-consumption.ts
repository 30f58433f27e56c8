import type { Config } from "../config/load-config.ts";
import type { Overlap, SourceTally } from "../domain/consumption.ts";
import type { Day } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { InputError } from "../domain/input-error.ts";
import type { ConsumptionRule, Revision, RuleSet } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { Window } from "../domain/window.ts";
import { askPartials } from "../measure/ask-partials.ts";
import { type MeasuredConsumption, measuredFrom } from "../measure/measure-consumption.ts";
import { bucketTallies, type ReadFile, sourceTally } from "../measure/source-tallies.ts";
import type { IngestedFile } from "../partials/consumption-file.ts";
import type { EngineOnDemand } from "../partials/duckdb/engine.ts";
import { type FoundSegment, findParts } from "../partials/load-parts.ts";
import type { State } from "../partials/open-state.ts";
import type { ReadingOptions } from "../partials/part-key.ts";
import { isScattered } from "../partials/save-parts.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import { fileEntries, type Groups, groupsOf } from "../sources/file-groups.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { answersBefore, keepAnswers, type MeasuringBasis } from "./kept-answers.ts";
import {
  hashUnread,
  keepAsTheyAre,
  manifestProblems,
  readFiles,
  readingOptions,
  type UnreadFile,
} from "./read-files.ts";
import type { Inputs } from "./read-inputs.ts";

/** What consumption is read by. */
export interface ConsumptionRequest {
  readonly config: Config;
  readonly asOf: Day;
  /** Existing folder for expanded copies and sums that do not fit into memory. */
  readonly workFolder: string;
  /** Told after each file. */
  readonly onFile: (done: number, of: number, file: string) => void;
  /** Told each time the database is at work for long, so that this thread is free for something else. */
  readonly onBusy?: () => void;
  /** Threads of the database; all cores unless given. */
  readonly threads?: number;
  /** What earlier runs read; without it every file is read. */
  readonly state?: State | undefined;
}

/** The consumption of all exports, measured. */
export interface ReadConsumption {
  readonly ingested: readonly IngestedFile[];
  readonly measured: MeasuredConsumption;
  readonly groups: Groups;
  readonly unread: readonly UnreadFile[];
}

export interface ConsumptionBasis {
  readonly inputs: Inputs;
  readonly revision: Revision;
  readonly window: Window;
}

/**
 * Reads every consumption export that counts and measures each partner's consumption.
 *
 * @param onDemand - closed afterwards
 * @throws InputError with the problems of all files, and where rows are not those that a manifest promises
 */
export async function readConsumption(
  onDemand: EngineOnDemand,
  request: ConsumptionRequest,
  basis: ConsumptionBasis,
): Promise<ReadConsumption> {
  try {
    const order = await orderOf(request, basis);
    return (await measuredBefore(order)) ?? (await readAndMeasure(onDemand, order));
  } finally {
    await onDemand.close();
  }
}

/** A request, and what was found out before anything is read. */
interface Order extends ConsumptionRequest, ConsumptionBasis {
  readonly files: readonly ConsumptionExport[];
  readonly groups: Groups;
  readonly unread: readonly UnreadFile[];
  readonly options: ReadingOptions;
  /** What earlier runs read of the files. */
  readonly found: readonly FoundSegment[];
}

async function orderOf(request: ConsumptionRequest, basis: ConsumptionBasis): Promise<Order> {
  const { config, state } = request;
  const { exports } = basis.inputs;
  const files = exports.consumption.filter((file) => file.leftOutFor.length === 0);
  const options = readingOptions(config, basis.inputs);
  return {
    ...request,
    ...basis,
    files,
    groups: groupsOf(files),
    unread: await hashUnread(exports.consumption),
    options,
    found: state === undefined ? [] : await findParts(state, { files, options }),
  };
}

/** What an earlier run measured, where all that it stood on is as it was: nothing is read, and the database is not opened. */
async function measuredBefore(order: Order): Promise<ReadConsumption | undefined> {
  const { state, files, groups, unread, options, inputs } = order;
  const known = order.found.flatMap(({ parts }) => parts.map(({ file }) => file)).sort((a, b) => a.number - b.number);
  if (state === undefined || known.length < files.length || isScattered(state, known, options)) return undefined;
  const before = await answersBefore(state, measuringBasis(order, known));
  if (before === undefined) return undefined;
  await keepAsTheyAre(state, { ingested: known, unread, options });
  const problems = manifestProblems(inputs.exports, known);
  if (problems.length > 0) throw new InputError(problems);
  return { ingested: before.ingested, measured: measuredFrom(before.answers), groups, unread };
}

async function readAndMeasure(onDemand: EngineOnDemand, order: Order): Promise<ReadConsumption> {
  const { state, groups, unread, onBusy } = order;
  const engine = await onDemand.engine();
  const { ingested, kept, prune } = await readFiles(engine, order);
  const basis = measuringBasis(order, ingested);
  const asking = askPartials(engine.connect, { ...basis.measuring, ...(onBusy === undefined ? {} : { onBusy }) });
  // Both are waited for even if one fails: the database must not be closed under either.
  await Promise.allSettled([asking, kept]);
  const answers = await asking;
  await kept;
  const keeping = state && keepAnswers(state, basis, answers);
  const measured = measuredFrom(answers);
  await keeping;
  await prune();
  return { ingested, measured, groups, unread };
}

function measuringBasis(order: Order, ingested: readonly IngestedFile[]): MeasuringBasis {
  const { config, asOf, revision, window, inputs, groups, options } = order;
  const measuring = {
    files: fileEntries(ingested, groups),
    associations: inputs.associations,
    accepted: acceptedKinds(revision),
    acceptedAhead: otherKindsAhead(config.ruleSet, revision, asOf),
    retroactive: config.job.retroactive,
  };
  return { ingested, measuring, options, window, asOf };
}

/** An overlap by the names of its files. */
export function nameOverlap(overlap: MeasuredConsumption["overlaps"][number], groups: Groups): Overlap {
  const files = overlap.groups.map((group) => groups[group]?.files[0] ?? "");
  return { format: overlap.format, files: files.sort(compareCodePoints), subscriptionDays: overlap.subscriptionDays };
}

/** Kinds that revisions to come accept and the present one does not, or the other way round; each set once. */
function otherKindsAhead({ revisions }: RuleSet, present: Revision, asOf: Day): readonly ConsumptionRule["accepts"][] {
  const own = acceptedKinds(present).join(" ");
  const coming = revisions.filter(({ from }) => from !== undefined && from > asOf).map(acceptedKinds);
  const sets = new Map(coming.map((kinds) => [kinds.join(" "), kinds]));
  sets.delete(own);
  return [...sets.values()];
}

/** One line of `sources.csv` for each consumption export, those left out included; each ties out (S13). */
export function consumptionTallies(read: ReadConsumption): SourceTally[] {
  const { ingested, measured, groups, unread } = read;
  const ofFile = groupBy(measured.tallies, ({ file }) => file);
  const replaced = groupBy(measured.replacements, ({ file }) => file);
  const tallies = ingested.map((file) => {
    const newer = (replaced.get(file.number) ?? []).map(({ age }) => groups[age]?.files[0] ?? "");
    const supersededBy = [...new Set([...newer, ...file.export.lostMonths.values()])].sort(compareCodePoints);
    const { file: path, format } = file.export;
    const source: ReadFile = { ...file, file: path, format: format.id, supersededBy };
    return sourceTally(source, ofFile.get(file.number) ?? []);
  });
  return [...tallies, ...unread.map(unreadTally)];
}

/** A file that is not read: no row of it is in any bucket. */
function unreadTally({ file, sha256 }: UnreadFile): SourceTally {
  const zero = { rows: 0, usd: 0n };
  return {
    kind: "consumption",
    file: file.file,
    format: file.format.id,
    sha256,
    read: zero,
    creditedAgain: zero,
    buckets: bucketTallies(),
    supersededBy: file.leftOutFor,
  };
}
