import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ConsumptionRole } from "../domain/format.ts";
import { groupBy } from "../domain/group-by.ts";
import { creditRows } from "../measure/credit-rows.ts";
import { createWanted, partnersNamed, putRowsInPlace, takeRows, type WantedUnit } from "../measure/evidence-rows.ts";
import { judgeRows } from "../measure/judge-rows.ts";
import { needsCopy } from "../partials/duckdb/batches.ts";
import type { Connection, Engine } from "../partials/duckdb/engine.ts";
import { type IngestAll, ingestAll } from "../partials/ingest-all.ts";
import { writePlainCopy } from "../rows/plain-copy.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { type Extraction, extractRows } from "./extract-rows.ts";

/** A file of the run by its number in the table of partials. */
export interface NumberedFile {
  readonly number: number;
  readonly export: ConsumptionExport;
}

/** Whose rows are to be decided one by one, and how the run read them. */
export interface RowsToDecide {
  readonly engine: Engine;
  /** Has the tables of a run that judged and credited its partials. */
  readonly connection: Connection;
  readonly files: readonly NumberedFile[];
  readonly wanted: readonly WantedUnit[];
  readonly reading: Omit<IngestAll, "firstNumber" | "onFile">;
  readonly retroactive: boolean;
}

/**
 * Reads rows of some files once more and puts each through everything that the run put its sums through: reading and rounding,
 * replaced downloads, associations, streams (S3–S7, S13–S15). Each row stands in place of its share of a sum, as if it were a
 * file of its own; so nothing is decided in another way than in the run.
 *
 * The rows are in the table `evidence` afterwards, their buckets in `credited`.
 *
 * @throws Error when the rows found are not those that were read before: a bug
 */
export async function decideRows(order: RowsToDecide): Promise<void> {
  const { connection, files, wanted } = order;
  await createWanted(connection, wanted);
  const named = await partnersNamed(connection);
  const units = groupBy(wanted, ({ file }) => file);
  const places = files.map((file) => {
    const own = new Set((units.get(file.number) ?? []).map(({ unit }) => unit));
    return { ...file, units: own, needles: needlesOf(file.export, own, named.get(file.number) ?? []) };
  });
  let open: readonly Place[] = places;
  for (const attempt of attempts) {
    const differing = new Set(await extract(order, open.map(attempt)));
    open = open.filter(({ number }) => differing.has(number));
    if (open.length === 0) break;
  }
  if (open.length > 0) {
    throw new Error(`the rows of ${open.map((file) => file.export.file).join(", ")} could not be found again`);
  }
  await putRowsInPlace(connection);
  await judgeRows(connection);
  await creditRows(connection, order.retroactive);
}

/** The same for every row of some files, of which nothing is in the table of partials yet. */
export async function decideAllRows(order: Omit<RowsToDecide, "wanted">): Promise<void> {
  const { connection, files } = order;
  await createWanted(connection, []);
  await extract(
    { ...order, wanted: [] },
    files.map((file) => ({ ...file, units: undefined, needles: undefined })),
  );
  await putRowsInPlace(connection);
  await judgeRows(connection);
  await creditRows(connection, order.retroactive);
}

type Place = NumberedFile & Pick<Extraction, "units" | "needles">;

/** From quick to thorough: by texts on their lines, by the ids of each row, all rows. */
const attempts: readonly ((place: Place) => Place)[] = [
  (place) => place,
  (place) => ({ ...place, needles: undefined }),
  (place) => ({ ...place, needles: undefined, units: undefined }),
];

/** Bytes from which looking for texts first pays: in smaller files all rows are walked over as quickly. */
const quickFrom = 1 << 20;

/** More texts to look for than this take longer than walking over the rows. */
const mostNeedles = 6;

/** What stands on the line of every wanted row: the partner where all of them name the same one, else their ids. */
function needlesOf(
  { source, bytes }: ConsumptionExport,
  units: ReadonlySet<string>,
  partners: readonly string[],
): readonly Buffer[] | undefined {
  if (bytes < quickFrom) return undefined;
  const [partner = ""] = partners;
  if (partners.length === 1 && partner !== "" && partner !== source.partnerId && isPlain(partner)) {
    return [Buffer.from(partner)];
  }
  const ids = [...units].map((unit) => unit.slice(1));
  if (!ids.every((id) => id !== "" && isPlain(id))) return undefined;
  const spellings = [...new Set(ids.flatMap((id) => [id, id.toLowerCase(), id.toUpperCase()]))];
  return spellings.length > mostNeedles ? undefined : spellings.map((text) => Buffer.from(text));
}

/** A quote is doubled in a file, so it would not be found. */
function isPlain(text: string): boolean {
  return !/["\r\n]/.test(text);
}

/** @returns numbers of the files of which other rows were found than were read before */
async function extract(
  { engine, connection, reading, files }: RowsToDecide,
  places: readonly Place[],
): Promise<number[]> {
  const extracts: ConsumptionExport[] = [];
  try {
    for (const place of places) extracts.push(await writeExtract(place, reading));
    const firstNumber = Math.max(...files.map(({ number }) => number)) + 1 + extractNumbers;
    const { ingested, problems } = await ingestAll(engine, extracts, { ...reading, firstNumber });
    // Lines torn out of rows that span several may make no sense at all.
    const readable = new Map(ingested.map((file) => [file.export, file.number]));
    if (problems.length > 0 && readable.size === 0) return places.map(({ number }) => number);
    return await takeRows(
      connection,
      extracts.flatMap((file, index) => {
        const extract = readable.get(file);
        return extract === undefined ? [] : [{ extract, file: places[index]?.number ?? -1 }];
      }),
    );
  } finally {
    for (const { path } of extracts) await rm(path, { force: true });
  }
}

/** Beyond the numbers of all files of a run. */
const extractNumbers = 1_000_000;

/** An export that has only the extracted rows, with the line of each where a partner's name would be: no rule looks at that. */
async function writeExtract(place: Place, reading: RowsToDecide["reading"]): Promise<ConsumptionExport> {
  const file = place.export;
  const path = join(reading.workFolder, `extract-${place.number}.csv`);
  const copy = join(reading.workFolder, `copy-${place.number}.csv`);
  try {
    if (needsCopy(file)) {
      const packing = { path: file.path, file: file.file, gzip: file.gzip, encoding: file.encoding };
      await writePlainCopy({ ...packing, maxBytes: reading.maxExpandedBytes }, copy);
    }
    await extractRows({ ...place, path: needsCopy(file) ? copy : file.path }, path);
  } finally {
    await rm(copy, { force: true });
  }
  const columns = [...file.columns].map(([role, position]): [ConsumptionRole, number] => [role, position + 1]);
  return {
    ...file,
    path,
    bytes: (await stat(path)).size,
    gzip: false,
    encoding: "utf-8",
    markInData: false,
    header: { ...file.header, linesBefore: 0, names: ["line", ...file.header.names] },
    columns: new Map([...columns, ["partnerName", 0]]),
    firstRow: [],
  };
}
