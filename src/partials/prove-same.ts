import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { invariant } from "../domain/invariant.ts";
import { type Connection, countType } from "./duckdb/engine.ts";
import { startEmbedded } from "./duckdb/group-rows.ts";
import { sqlPath } from "./duckdb/sql-text.ts";
import { bytesOf } from "./layout-batches.ts";
import { type MakeOptions, makeBatch } from "./make-batch.ts";
import { partialColumnList } from "./partial.ts";
import type { FilePartial } from "./store.ts";

/**
 * Makes one partial a second time, with the embedded engine, and compares: that of the smallest file that Spark was trusted
 * with. Partials are compared, not groups: an engine may leave to the reading of texts what another one sums.
 *
 * @throws Error where they differ: a run must not publish what one of two engines must have read wrongly
 */
export async function proveSame(
  connection: Connection,
  partials: readonly FilePartial[],
  options: Omit<MakeOptions, "grouping">,
): Promise<void> {
  const [smallest] = partials.filter(({ reading }) => reading.by === "spark").sort((a, b) => bytesOf(a) - bytesOf(b));
  if (smallest === undefined) return;
  const workFolder = join(options.workFolder, "proof");
  await mkdir(workFolder);
  try {
    const grouping = await startEmbedded([smallest]);
    const { partials: again } = await makeBatch(connection, [smallest], { ...options, workFolder, grouping });
    const differing = await countDifferences(connection, smallest, again[0]);
    invariant(
      differing === 0,
      () =>
        `Spark and the embedded engine read ${smallest.export.file} differently (${differing} partials differ). Set \`engine: embedded\` in job.yaml to run without Spark, and report this file's layout.`,
    );
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** Returns how many rows only one of two partials of a file has; not zero either where their totals differ. */
async function countDifferences(
  connection: Connection,
  one: FilePartial,
  other: FilePartial | undefined,
): Promise<number> {
  if (other === undefined) return Number.NaN;
  const rowsOf = ({ path }: FilePartial) => `SELECT ${partialColumnList} FROM read_parquet(${sqlPath(path)})`;
  const [counted] = await connection.query(
    `SELECT (SELECT count(*) FROM (${rowsOf(one)} EXCEPT ALL ${rowsOf(other)}))
       + (SELECT count(*) FROM (${rowsOf(other)} EXCEPT ALL ${rowsOf(one)}))`,
    { rows: countType },
  );
  const isSame = one.read.rows === other.read.rows && one.read.usd === other.read.usd;
  return (counted?.rows ?? 0) + (isSame ? 0 : 1);
}
