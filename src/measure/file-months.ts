import type { ExportMonth, FileMonth } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Usd } from "../domain/money.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type CreditedSum, isOpen } from "./credited-sums.ts";

/** The name of a file by its number. */
export type NameOf = (file: number) => string;

/**
 * Returns what each file adds to each month of each partner: the rows that count. Sorted by partner id, month, file.
 */
export function fileMonths(sums: readonly CreditedSum[], nameOf: NameOf): FileMonth[] {
  const counted = sums.filter(({ bucket }) => bucket === "counted");
  const groups = groupBy(counted, ({ partnerId, month, file }) => JSON.stringify([partnerId, month, file]));
  return [...groups.values()]
    .flatMap(([first, ...others]): FileMonth[] => {
      if (first === undefined) return [];
      const { partnerId, month, file } = first;
      const rows = others.reduce((total, sum) => total + sum.rows, first.rows);
      return [{ partnerId, month, file: nameOf(file), rows, usd: sumOf([first, ...others]) }];
    })
    .sort(
      (a, b) =>
        compareCodePoints(a.partnerId, b.partnerId) ||
        compareCodePoints(a.month, b.month) ||
        compareCodePoints(a.file, b.file),
    );
}

/**
 * Returns what each file has in each month of the window, in rows that are not excluded, rejected or superseded,
 * whichever partner they are credited to. Sorted by file, month.
 */
export function exportMonths(sums: readonly CreditedSum[], nameOf: NameOf): ExportMonth[] {
  const own = sums.filter((sum) => !sum.again && isOpen(sum));
  return [...groupBy(own, ({ file }) => file)]
    .flatMap(([file, ofFile]) =>
      [...groupBy(ofFile, ({ month }) => month)].map(([month, ofMonth]) => {
        return { file: nameOf(file), month, usd: sumOf(ofMonth) };
      }),
    )
    .sort((a, b) => compareCodePoints(a.file, b.file) || compareCodePoints(a.month, b.month));
}

/** Returns the months of the window with at least one row in an export that counts, oldest first. */
export function coveredMonths(sums: readonly CreditedSum[]): Month[] {
  return [...new Set(sums.filter(isOpen).map(({ month }) => month))].sort();
}

function sumOf(sums: readonly { readonly usd: Usd }[]): Usd {
  return sums.reduce((total, { usd }) => total + usd, 0n);
}
