import { compareCodePoints } from "../domain/text.ts";

/** Facts that decide which of two exports is newer. Times of the file system are never used (S14). */
export interface ExportAge {
  /** The last real date in the file's name as ISO text; empty when it has none, which is older than any date. */
  readonly date: string;
  /** The n of the ` (n)` that browsers add to a repeated download; 0 without one. */
  readonly copy: number;
  readonly path: string;
}

const dates = /(?<!\d)(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2}))(?!\d)/g;

/**
 * Reads an export's age from its path.
 *
 * @example
 * exportAge("consumption/AzureUsage_20170801 (2).csv")
 * // => { date: "2017-08-01", copy: 2, path: … }
 */
export function exportAge(path: string): ExportAge {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const found = [...name.matchAll(dates)]
    .map((match) => `${match[1] ?? match[4]}-${match[2] ?? match[5]}-${match[3] ?? match[6]}`)
    .filter(isReal);
  const copies = [...name.matchAll(/ \((\d+)\)/g)].map((match) => Number(match[1]));
  return { date: found.at(-1) ?? "", copy: copies.at(-1) ?? 0, path };
}

/** Orders two exports, older first. */
export function compareAge(a: ExportAge, b: ExportAge): number {
  return compareCodePoints(a.date, b.date) || a.copy - b.copy || compareCodePoints(a.path, b.path);
}

/** Returns the name shared by the parts of one export, such as `part_0_0001.csv` and `part_1_0001.csv` (S14). */
export function partGroup(path: string): string {
  const cut = path.lastIndexOf("/") + 1;
  return path.slice(0, cut) + path.slice(cut).replace(/part_\d+(_\d+)?/gi, "part_");
}

/**
 * Returns the name that the files of one group share (S14): that of the parts of one export; and for sheets and members
 * without a date in their own name that of the workbook or ZIP file, the inner one if it has a date.
 */
export function groupOfFile({ file, containers = [] }: { file: string; containers?: readonly string[] }): string {
  const [outermost] = containers;
  if (outermost === undefined || exportAge(file).date !== "") return partGroup(file);
  return containers.findLast((container) => exportAge(container).date !== "") ?? outermost;
}

function isReal(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}
