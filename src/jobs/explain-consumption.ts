import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { ConsumptionEvidence } from "../domain/explanation.ts";
import type { Revision } from "../domain/rules.ts";
import { consumptionEvidence } from "../explain/consumption-evidence.ts";
import { decideRows, type NumberedFile } from "../explain/decide-rows.ts";
import { changedInputs } from "../explain/published-run.ts";
import { creditRows } from "../measure/credit-rows.ts";
import { creditedSums, sumsOf } from "../measure/credited-sums.ts";
import { countedRows } from "../measure/evidence-rows.ts";
import { judgeRows } from "../measure/judge-rows.ts";
import { keepPartner } from "../measure/keep-partner.ts";
import { loadLookups } from "../measure/lookup-tables.ts";
import { partnerMonths } from "../measure/partner-months.ts";
import { type PartnerShare, partnerShares } from "../measure/partner-shares.ts";
import { profileTexts } from "../measure/small-answers.ts";
import { type Connection, type Engine, openEngine } from "../partials/duckdb/engine.ts";
import { ingestAll } from "../partials/ingest-all.ts";
import { loadParts } from "../partials/load-parts.ts";
import type { State } from "../partials/open-state.ts";
import { takeSegments } from "../partials/partial-segments.ts";
import type { PublishedFacts } from "../publish/published-facts.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import { fileEntries, groupsOf } from "../sources/file-groups.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import type { ExplainRequest } from "./explain.ts";
import { readingOf, readingOptions } from "./read-files.ts";
import type { Inputs } from "./read-inputs.ts";

/** A published run and its inputs. */
export interface ConsumptionOrder extends ExplainRequest {
  readonly published: PublishedFacts;
  readonly state: State;
  readonly inputs: Inputs;
  readonly revision: Revision;
  /** Existing folder for extracts; emptied by the caller. */
  readonly workFolder: string;
}

/** What a partner's consumption came to, and what it rests on. */
export interface ExplainedConsumption {
  readonly measured: PartnerConsumption;
  readonly profiles: readonly ProfileText[];
  readonly evidence: ConsumptionEvidence;
}

/** Measures one partner's consumption as the run did, finds the files that hold its rows, and reads those rows again. */
export async function explainConsumption(order: ConsumptionOrder): Promise<ExplainedConsumption> {
  const { config, partnerId, progress, inputs, revision, workFolder, threads } = order;
  const files = inputs.exports.consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const groups = groupsOf(files);
  const engine = await openEngine({ workFolder, ...(threads === undefined ? {} : { threads }) });
  try {
    const connection = await engine.connect();
    const numbered = await partialsOf(order, { engine, connection, files });
    await loadLookups(connection, {
      files: fileEntries(numbered, groups),
      associations: inputs.associations,
      accepted: acceptedKinds(revision),
    });
    await keepPartner(connection, partnerId);
    await judgeRows(connection);
    await creditRows(connection, config.job.retroactive);
    const { partners } = await creditedSums(connection, "FROM credited");
    const own = partners.find(([id]) => id === partnerId)?.[1] ?? "";
    const { consumption } = partnerMonths(partnerId, sumsOf(own));
    const profiles = await profileTexts(connection);
    const shares = await partnerShares(connection, partnerId);
    const counted = shares.filter(({ bucket }) => bucket === "counted");

    progress.stage("Finding the rows");
    const holding = numbered.filter(({ number }) => counted.some(({ file }) => file === number));
    if (counted.length > 0) await decideAgain(order, { engine, connection, holding, counted });
    const rows = counted.length === 0 ? [] : await countedRows(connection, partnerId);
    connection.closeSync();

    const byNumber = new Map(numbered.map((file) => [file.number, file.export]));
    const fileOf = (number: number) => byNumber.get(number)?.file ?? "";
    const evidence = consumptionEvidence({
      shares,
      rows,
      fileOf,
      isAfter: ({ bucket, month }) =>
        bucket === "outside-window" && `${month}-01` >= order.published.snapshot.window.start,
      formatOf: (number) => byNumber.get(number)?.format.id ?? "",
      replacedBy: ({ newer = -2, file, month }) => {
        if (newer >= 0) return groups[newer]?.files.slice(0, 1) ?? [];
        const other = newer === -1 ? byNumber.get(file)?.lostMonths.get(month) : undefined;
        return other === undefined ? [] : [other];
      },
      read: files.length > 0,
    });
    return { measured: consumption, profiles, evidence };
  } finally {
    engine.close();
  }
}

interface Tables {
  readonly engine: Engine;
  readonly connection: Connection;
}

/** What the run has read of its files: from the state, and where that is gone, from the files. */
async function partialsOf(
  order: ConsumptionOrder,
  { engine, connection, files }: Tables & { readonly files: readonly ConsumptionExport[] },
): Promise<NumberedFile[]> {
  const { progress, published, state, inputs } = order;
  const reading = readingOrder(order);
  const options = readingOptions(order.config, inputs);
  const { loaded, missing } = await loadParts(state, connection, { files, options, cuts: reading });
  await takeSegments(connection);
  if (missing.length === 0) return loaded.map(({ number, export: file }) => ({ number, export: file }));

  progress.warn(
    `${missing.length} of ${files.length} files have to be read in full, since what earlier runs read of them is not kept: this takes longer.`,
  );
  progress.stage("Reading consumption");
  const onFile = (done: number, file: ConsumptionExport) => progress.files(done, missing.length, file.file);
  const read = await ingestAll(engine, missing, { ...reading, firstNumber: files.length, onFile });
  const hashes = new Map(published.basis.inputs.map(({ file, sha256 }) => [file, sha256]));
  const changed = read.ingested.filter(({ export: { file }, sha256 }) => hashes.get(file) !== sha256);
  if (changed.length + read.problems.length > 0) {
    const names = [...changed.map(({ export: { file } }) => file), ...read.problems.map(({ file }) => file)];
    throw changedInputs(names.map((file) => ({ file, found: "a file that changed after the published run" })));
  }
  return [...loaded, ...read.ingested].map(({ number, export: file }) => ({ number, export: file }));
}

function readingOrder({ config, inputs, published, workFolder }: ConsumptionOrder) {
  const { asOf, snapshot } = published;
  return { ...readingOf(config, inputs.rates), window: snapshot.window, asOf, workFolder };
}

/** Puts each row of what counts through the rules by itself. */
async function decideAgain(
  order: ConsumptionOrder,
  found: Tables & { readonly holding: readonly NumberedFile[]; readonly counted: readonly PartnerShare[] },
): Promise<void> {
  const units = new Map(found.counted.map(({ file, unit }) => [`${file} ${unit}`, { file, unit }]));
  await decideRows({
    ...found,
    files: found.holding,
    wanted: [...units.values()],
    reading: readingOrder(order),
    retroactive: order.config.job.retroactive,
  });
}
