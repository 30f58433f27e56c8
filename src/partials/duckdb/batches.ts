import type { ConsumptionExport } from "../../sources/find-exports.ts";

/** Files that one query may read: the same columns in the same order, read the same way. Their numbers follow one another. */
export interface Batch {
  /** Number of the first file in this run. */
  readonly first: number;
  readonly files: readonly ConsumptionExport[];
}

/** Enough work for one query; what it puts aside until the files are summed stays small. */
const maxBytes = 2 ** 30;
/** Rows in another currency are put aside one by one (S15): as many bytes of them take several times the memory. */
const weightOfOdd = 4;
const maxFiles = 500;

/**
 * Puts files together that one query can read. A query has a price of its own, however small the file is;
 * files that must be copied before they can be read stay alone.
 *
 * @param firstNumber - number that the first file gets
 */
export function batchesOf(files: readonly ConsumptionExport[], firstNumber = 0): Batch[] {
  const byLayout = new Map<string, ConsumptionExport[]>();
  for (const file of files) {
    const layout = needsCopy(file) ? file.file : layoutOf(file);
    const same = byLayout.get(layout);
    if (same === undefined) byLayout.set(layout, [file]);
    else same.push(file);
  }
  const batches: Batch[] = [];
  let first = firstNumber;
  for (const same of [...byLayout.values()].flatMap(split)) {
    batches.push({ first, files: same });
    first += same.length;
  }
  return batches;
}

/** The database reads plain UTF-8 only, and minds a byte order mark among the rows. */
export function needsCopy(file: ConsumptionExport): boolean {
  return file.gzip || file.encoding !== "utf-8" || file.markInData;
}

function layoutOf({ header, format, source }: ConsumptionExport): string {
  const { match, ...reading } = source;
  return JSON.stringify([format.id, header.linesBefore, header.delimiter, header.names, reading]);
}

function split(files: readonly ConsumptionExport[]): ConsumptionExport[][] {
  const parts: ConsumptionExport[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const last = parts.at(-1);
    const weight = file.bytes * (beginsInDollars(file) ? 1 : weightOfOdd);
    bytes += weight;
    if (last === undefined || bytes > maxBytes || last.length === maxFiles) {
      parts.push([file]);
      bytes = weight;
    } else last.push(file);
  }
  return parts;
}

/** Whether the first row's amount is in dollars as it stands; mostly the others are as the first. */
function beginsInDollars({ columns, firstRow }: ConsumptionExport): boolean {
  const cell = (role: "amountUsd" | "currency") => firstRow[columns.get(role) ?? -1] ?? "";
  if (columns.has("amountUsd")) return !columns.has("amount") || cell("amountUsd") !== "";
  return cell("currency") === "USD";
}
