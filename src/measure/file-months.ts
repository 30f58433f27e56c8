import type { Month } from "../domain/day.ts";
import { type CreditedSum, isOpen } from "./credited-sums.ts";

/** The dollars of one file in one month of the window, whoever they are credited to. */
export interface FileMonthTotal {
  /** The file's number. */
  readonly file: number;
  readonly month: Month;
  readonly usd: bigint;
}

/** One entry for each file and month of the window with a row that is not excluded, rejected or superseded. */
export function fileMonthTotals(sums: readonly CreditedSum[]): FileMonthTotal[] {
  const totals = new Map<string, { file: number; month: Month; usd: bigint }>();
  for (const sum of sums) {
    if (sum.again || !isOpen(sum)) continue;
    const { file, month, usd } = sum;
    const key = `${file} ${month}`;
    const total = totals.get(key);
    if (total === undefined) totals.set(key, { file, month, usd });
    else total.usd += usd;
  }
  return [...totals.values()];
}

/** Months of the window with at least one row in an export that counts, oldest first. */
export function coveredMonths(sums: readonly CreditedSum[]): Month[] {
  return [...new Set(sums.filter(isOpen).map(({ month }) => month))].sort();
}

/** For a file's number, the ages of the groups of files that replaced some of its rows; each pair once. */
export function replacements(sums: readonly CreditedSum[]): { file: number; age: number }[] {
  const pairs = new Map<string, { file: number; age: number }>();
  for (const { file, bucket, newer = -1 } of sums) {
    if (bucket === "superseded" && newer >= 0) pairs.set(`${file} ${newer}`, { file, age: newer });
  }
  return [...pairs.values()];
}
