import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config/load-config.ts";
import type { FileMonth } from "../domain/consumption.ts";
import type { RunReport } from "../domain/report.ts";
import { decideAllRows } from "../explain/decide-rows.ts";
import { type LineRange, lineRanges } from "../measure/evidence-rows.ts";
import { loadLookups } from "../measure/lookup-tables.ts";
import { openEngine } from "../partials/duckdb/engine.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import { fileEntries, groupsOf } from "../sources/file-groups.ts";
import type { KnownFiles } from "../sources/known-file.ts";
import { readingOf } from "./read-files.ts";
import { readInputs } from "./read-inputs.ts";

/** How lines are looked for. */
export interface LinesOrder {
  readonly config: Config;
  /** Existing folder for extracts; what is put there is removed again. */
  readonly workFolder: string;
  readonly threads?: number;
  /** Exports of earlier runs, which are not opened again. */
  readonly known?: KnownFiles | undefined;
}

/** Bytes of exports up to which lines are looked for: every row is read and decided once more, by itself. */
const mostBytes = 4 << 20;
/** What a packed byte comes to, about. */
const expansion = 12;

/**
 * Adds to what each file adds to each partner's months the lines on which those rows stand: for the sheet Evidence, where the
 * exports are small enough. Large ones have no lines there; `tierbook explain` finds those of one partner.
 *
 * @returns the report as it was where the exports are too large, or are no longer what the run has read
 */
export async function addLines(report: RunReport, order: LinesOrder): Promise<RunReport> {
  const files = report.sources.filter(({ kind, read }) => kind === "consumption" && read.rows > 0);
  const sizes = await Promise.all(files.map(({ file }) => sizeOf(join(order.config.job.input, file))));
  if (files.length === 0 || sizes.reduce((sum, size) => sum + size, 0) > mostBytes) return report;

  const ranges = await findRanges(report, order);
  const keyOf = ({ partnerId, month }: Pick<FileMonth, "partnerId" | "month">, file: string) =>
    JSON.stringify([partnerId, month, file]);
  const found = new Map(ranges.map((range) => [keyOf(range, range.name), range]));
  const same = report.fileMonths.every((entry) => {
    const range = found.get(keyOf(entry, entry.file));
    return range?.usd === entry.usd && range.rows === entry.rows;
  });
  if (!same || found.size !== report.fileMonths.length) return report;
  return {
    ...report,
    fileMonths: report.fileMonths.map((entry) => {
      const { first = 0, last = 0 } = found.get(keyOf(entry, entry.file)) ?? {};
      return { ...entry, lines: { first, last } };
    }),
  };
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await stat(path);
  return /\.gz$/i.test(path) ? size * expansion : size;
}

async function findRanges(
  { asOf, window, revision }: RunReport,
  { config, workFolder, threads, known }: LinesOrder,
): Promise<(LineRange & { readonly name: string })[]> {
  const inputs = await readInputs(config, known);
  const exports = inputs.exports.consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const files = exports.map((file, number) => ({ number, export: file }));
  const groups = groupsOf(exports);
  const folder = join(workFolder, "evidence");
  await mkdir(folder);
  const engine = await openEngine({ workFolder: folder, ...(threads === undefined ? {} : { threads }) });
  try {
    const connection = await engine.connect();
    await loadLookups(connection, {
      files: fileEntries(files, groups),
      associations: inputs.associations,
      accepted: acceptedKinds(revision),
    });
    const reading = { ...readingOf(config, inputs.rates), window, asOf, workFolder: folder };
    await decideAllRows({ engine, connection, files, reading, retroactive: config.job.retroactive });
    const ranges = await lineRanges(connection);
    connection.closeSync();
    return ranges.map((range) => ({ ...range, name: exports[range.file]?.file ?? "" }));
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
