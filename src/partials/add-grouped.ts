import type { DuckDBConnection } from "@duckdb/node-api";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { tenBillionths } from "../domain/ten-billionths.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { addPartial } from "./add-partial.ts";
import type { Ingest, IngestedBatch, IngestedFile } from "./consumption-file.ts";
import type { GroupedFile } from "./duckdb/group-files.ts";
import { locateRejects } from "./duckdb/locate-rejects.ts";
import { moneyKey } from "./money-key.ts";
import { resolveMoney } from "./resolve-money.ts";
import { resolveTexts } from "./resolve-texts.ts";

/** Turns the rows in `grouped` into partials, and finds the lines of those that are rejected. */
export async function addGrouped(
  connection: DuckDBConnection,
  files: readonly GroupedFile[],
  ingest: Ingest,
): Promise<IngestedBatch> {
  const [first] = files;
  if (first === undefined) return { ingested: [], problems: [] };
  const layout = first.export;
  const hasOdd = files.some((file) => file.hasOdd);
  const texts = await resolveTexts(connection, layout, ingest);
  const amounts = hasOdd ? await resolveMoney(connection, layout, ingest.rateOf) : [];
  await addPartial(connection, layout, { ...ingest, hasOdd });
  const unreadable = { ...texts, amounts };
  const allReadable = Object.values(unreadable).every((kind) => kind.length === 0);
  const rejected = allReadable ? new Map<number, number>() : await rejectedRows(connection);
  const oddUsd = hasOdd ? await oddDollars(connection, layout) : new Map<number, bigint>();

  const ingested: IngestedFile[] = [];
  const problems: InputProblem[] = [];
  for (const { number, path, export: file, sha256, layout, rows, usd } of files) {
    try {
      const unreadableRows = rejected.get(number) ?? 0;
      const place = { number, path, export: file, reading: ingest };
      const rejects = await locateRejects(connection, place, { layout, unreadable, unreadableRows });
      const read = { rows, usd: usd + (oddUsd.get(number) ?? 0n) };
      ingested.push({ number, export: file, sha256, read, brokenRows: layout.length, rejects });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { ingested, problems };
}

/** Rows whose day, amount or label nothing can be made of, by file number. */
async function rejectedRows(connection: DuckDBConnection): Promise<Map<number, number>> {
  const rows = await connection.runAndReadAll(`
    SELECT file, sum(rows) FROM partial WHERE status = 'rejected' AND file IN (SELECT file FROM grouped) GROUP BY file`);
  return new Map(rows.getRows().map(([file, count]) => [Number(file), Number(count)]));
}

/** Dollars of the rows with an odd amount that can be read: with the plain ones, what the buckets must add up to. */
async function oddDollars(connection: DuckDBConnection, layout: ConsumptionExport): Promise<Map<number, bigint>> {
  const rows = await connection.runAndReadAll(`
    SELECT file, CAST(sum(money.usd * grouped.rows) AS VARCHAR)
    FROM grouped JOIN money ON money.key = CASE WHEN odd IS NOT NULL THEN ${moneyKey(layout)} END
    WHERE money.usd IS NOT NULL GROUP BY file`);
  return new Map(rows.getRows().map(([file, usd]) => [Number(file), tenBillionths(String(usd))]));
}
