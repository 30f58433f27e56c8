import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { ConsumptionEvidence } from "../domain/explanation.ts";
import type { FurtherMeasured } from "../domain/further.ts";
import type { AllRejects } from "../domain/rejected-share.ts";
import type { Revision } from "../domain/rules.ts";
import { changedInputs } from "../explain/changed-inputs.ts";
import { consumptionEvidence } from "../explain/consumption-evidence.ts";
import { creditRowsAgain } from "../explain/credit-rows-again.ts";
import { bucketRows } from "../measure/bucket-rows.ts";
import { creditRows } from "../measure/credit-rows.ts";
import { creditedSums } from "../measure/credited-sums.ts";
import { type Cuts, cutPartials } from "../measure/cut-partials.ts";
import { countedRows } from "../measure/evidence-rows.ts";
import { measureFurther } from "../measure/further-measures.ts";
import { keepPartner } from "../measure/keep-partner.ts";
import { loadLookups } from "../measure/lookups.ts";
import { partnerMonths } from "../measure/partner-months.ts";
import { type PartnerShare, partnerShares } from "../measure/partner-shares.ts";
import { profileTexts } from "../measure/profile-texts.ts";
import { rejectedShares } from "../measure/rejected-shares.ts";
import { type Connection, openEngine } from "../partials/duckdb/engine.ts";
import { makePartials } from "../partials/make-partials.ts";
import type { FilePartial, Store } from "../partials/store.ts";
import type { PastRun } from "../publish/past-run.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { fileEntries, type Groups, groupsOf } from "../sources/file-groups.ts";
import type { ExplainOptions } from "./explain-options.ts";
import { readingOf } from "./read-consumption.ts";
import type { Inputs } from "./read-inputs.ts";

/** A published run and its inputs. */
export interface ConsumptionToExplain extends ExplainOptions {
  readonly published: PastRun;
  readonly store: Store;
  readonly inputs: Inputs;
  readonly revision: Revision;
  /** Existing folder for extracts; emptied by the caller. */
  readonly workFolder: string;
}

/** A partner's consumption as measured, and the evidence for it. */
export interface ExplainedConsumption {
  readonly measured: PartnerConsumption;
  readonly further: FurtherMeasured;
  readonly rejected: AllRejects["consumption"];
  readonly profiles: readonly ProfileText[];
  readonly evidence: ConsumptionEvidence;
}

/** Measures one partner's consumption as the run did, finds the files with its rows, and reads those rows again. */
export async function explainConsumption(asked: ConsumptionToExplain): Promise<ExplainedConsumption> {
  const { config, partnerId, progress, inputs, published } = asked;
  const files = inputs.exports.consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const groups = groupsOf(files);
  const engine = await openEngine(asked);
  try {
    const connection = await engine.connect();
    const partials = await partialsOf(asked, connection, files);
    const { window } = published.snapshot;
    const cuts = { window, asOf: published.asOf, customerCountries: config.job.marketBasis === "customer" };
    await creditPartner(connection, { ...asked, partials, groups, cuts });
    const sums = await creditedSums(connection, "FROM credited");
    const profiles = await profileTexts(connection);
    const further = await measureFurther(connection, "FROM credited", asked.measures);
    const rejected = await rejectedShares(connection);
    const shares = await partnerShares(connection, partnerId);
    const counted = shares.filter(({ bucket }) => bucket === "counted");

    progress.stage("Finding the rows");
    if (counted.length > 0) await decideAgain(connection, { ...asked, partials, counted, cuts });
    const rows = counted.length === 0 ? [] : await countedRows(connection, partnerId);
    connection.close();
    return {
      measured: partnerMonths(sums).get(partnerId) ?? nothing(partnerId),
      ...{ further, rejected, profiles },
      evidence: consumptionEvidence({ shares, rows, ...namesOf(partials, groups), windowStart: window.start }),
    };
  } finally {
    engine.close();
  }
}

function nothing(partnerId: string): PartnerConsumption {
  return { partnerId, months: new Map(), total: 0n, monthsSeen: 0, customerCountries: [], countriesByMonth: new Map() };
}

/** Returns look-ups of files by number, and of the files that replaced the rows of a share. */
function namesOf(partials: readonly FilePartial[], groups: Groups) {
  const byNumber = new Map(partials.map((partial) => [partial.number, partial.export]));
  return {
    fileOf: (number: number) => byNumber.get(number)?.file ?? "",
    formatOf: (number: number) => byNumber.get(number)?.format.id ?? "",
    replacedBy: ({ newer = -1 }: PartnerShare) => groups[newer]?.files.slice(0, 1) ?? [],
    read: partials.length > 0,
  };
}

interface PartnerToCredit extends ConsumptionToExplain {
  readonly partials: readonly FilePartial[];
  readonly groups: Groups;
  readonly cuts: Cuts;
}

/** Buckets and credits the rows that affect one partner. */
async function creditPartner(connection: Connection, asked: PartnerToCredit): Promise<void> {
  await cutPartials(connection, asked.partials, asked.cuts);
  await loadLookups(connection, {
    files: fileEntries(asked.partials, asked.groups),
    associations: asked.inputs.associations,
    accepted: acceptedKinds(asked.revision),
  });
  await keepPartner(connection, asked.partnerId);
  await bucketRows(connection);
  await creditRows(connection, asked.config.job.retroactive);
}

/** Returns the partials of the run: from the store, or from the files where the store no longer has them. */
async function partialsOf(
  { config, progress, published, store, inputs, workFolder }: ConsumptionToExplain,
  connection: Connection,
  files: readonly ConsumptionExport[],
): Promise<readonly FilePartial[]> {
  const reading = { ...readingOf(config, inputs.rates), workFolder, store };
  let missing = 0;
  const onFile = (done: number, of: number, file: string) => {
    missing += 1;
    if (missing === 1) progress.stage("Reading consumption");
    progress.files(done, of, file);
  };
  const { partials, problems } = await makePartials(connection, files, { ...reading, onFile });
  if (missing > 0) {
    progress.warn(
      `${missing} of ${files.length} files had to be read in full, since what earlier runs read of them is not kept.`,
    );
  }
  const hashes = new Map(published.restedOn.inputs.map(({ file, sha256 }) => [file, sha256]));
  const changed = partials.filter(({ export: { file }, sha256 }) => hashes.get(file) !== sha256);
  if (changed.length + problems.length > 0) {
    const names = [...changed.map(({ export: { file } }) => file), ...problems.map(({ file }) => file)];
    throw changedInputs(
      names.map((file) => ({ file, code: "changed-since-run", found: "a file that changed after the published run" })),
    );
  }
  return partials;
}

/** Applies the rules again, row by row, to the files that contributed to the total. */
async function decideAgain(
  connection: Connection,
  asked: ConsumptionToExplain & {
    readonly partials: readonly FilePartial[];
    readonly counted: readonly PartnerShare[];
    readonly cuts: Cuts;
  },
): Promise<void> {
  const { config, inputs, workFolder, partials, counted, cuts } = asked;
  const units = new Map(counted.map(({ file, unit }) => [`${file} ${unit}`, { file, unit }]));
  await creditRowsAgain(connection, {
    files: partials.filter(({ number }) => counted.some(({ file }) => file === number)),
    wanted: [...units.values()],
    reading: { ...readingOf(config, inputs.rates), workFolder },
    cuts,
    retroactive: config.job.retroactive,
  });
}
