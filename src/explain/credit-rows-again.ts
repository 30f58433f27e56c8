import { groupBy } from "../domain/group-by.ts";
import { invariant } from "../domain/invariant.ts";
import { bucketRows } from "../measure/bucket-rows.ts";
import { creditRows } from "../measure/credit-rows.ts";
import { type Cuts, cutRows } from "../measure/cut-partials.ts";
import { createWanted, partnersNamed, putRowsInPlace, takeRows, type WantedUnit } from "../measure/evidence-rows.ts";
import type { Connection } from "../partials/duckdb/engine.ts";
import type { NumberedExport } from "../partials/layout-batches.ts";
import { makeRowPartials, type RowOptions } from "../partials/row-partials.ts";
import type { ConsumptionExport } from "../sources/export.ts";

/** Files and units whose rows are bucketed and credited one by one, and how the run read them. */
export interface RowsToCredit {
  readonly files: readonly NumberedExport[];
  readonly wanted: readonly WantedUnit[];
  readonly reading: Omit<RowOptions, "needles">;
  readonly cuts: Cuts;
  readonly retroactive: boolean;
}

/**
 * Reads rows of some files again and applies to each all the steps that the run applied to its sums: reading and
 * rounding, replaced downloads, associations, streams (S3–S7, S13–S15). Each row replaces its share of a sum and counts
 * as a file of its own, so everything is decided just as in the run.
 *
 * The rows are in the table `evidence` afterwards, their buckets in `credited`.
 *
 * @param connection - with the tables of a run that has bucketed and credited its partials
 * @throws Error when the rows found are not those that were read before: a bug
 */
export async function creditRowsAgain(connection: Connection, rows: RowsToCredit): Promise<void> {
  await createWanted(connection, rows.wanted);
  const named = await partnersNamed(connection);
  const units = groupBy(rows.wanted, ({ file }) => file);
  for (const file of rows.files) {
    const own = (units.get(file.number) ?? []).map(({ unit }) => unit);
    const needles = needlesOf(file.export, own, named.get(file.number) ?? []);
    if (needles !== undefined && (await takeFrom(connection, file, { ...rows, needles }))) continue;
    const found = await takeFrom(connection, file, { ...rows, needles: undefined });
    invariant(found, `the rows of ${file.export.file} could not be found again`);
  }
  await putRowsInPlace(connection);
  await bucketRows(connection);
  await creditRows(connection, rows.retroactive);
}

/** Reads the wanted rows of one file into `evidence`, and returns whether all of them were found. */
async function takeFrom(
  connection: Connection,
  file: NumberedExport,
  { reading, cuts, needles }: RowsToCredit & Pick<RowOptions, "needles">,
): Promise<boolean> {
  await makeRowPartials(connection, file, { ...reading, needles });
  await cutRows(connection, { from: "row_partials", into: "cut_rows", byLine: true }, cuts);
  return takeRows(connection, file.number, "cut_rows");
}

/** Bytes from which searching for texts pays off: it takes a tenth of the time of reading every row. */
const quickFrom = 1 << 20;
/** Most texts to search for: more take longer than reading every row. */
const mostNeedles = 6;

/**
 * Returns texts at least one of which is in every wanted row: the partner if all rows name the same one, otherwise the
 * ids of their subscriptions or customers. `undefined` where every row must be read.
 */
function needlesOf(
  { source, bytes }: ConsumptionExport,
  units: readonly string[],
  partners: readonly string[],
): readonly Buffer[] | undefined {
  if (bytes < quickFrom) return undefined;
  const [partner = ""] = partners;
  if (partners.length === 1 && partner !== "" && partner !== source.partnerId && isPlain(partner)) {
    return [Buffer.from(partner)];
  }
  const ids = units.map((unit) => unit.slice(1));
  if (!ids.every((id) => id !== "" && isPlain(id))) return undefined;
  const spellings = [...new Set(ids.flatMap((id) => [id, id.toLowerCase(), id.toUpperCase()]))];
  return spellings.length > mostNeedles ? undefined : spellings.map((text) => Buffer.from(text));
}

/** Returns whether a file contains a text unchanged: a quote is doubled there, so it would not be found. */
function isPlain(text: string): boolean {
  return !/["\r\n]/.test(text);
}
