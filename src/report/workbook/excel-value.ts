import { ceilToCents, formatCents, formatGapCents, roundToCents, type Usd } from "../../domain/money.ts";
import type { Cell } from "../tables/column.ts";
import { cleanText } from "./clean-text.ts";

/** First day written as a date. Excel counts days from 1900 and has a 29 February 1900, so earlier days stay text. */
const firstSafeDay = "1900-03-01";
const percentInTenThousandths = 1_000_000;

/** What a number that is unknown looks like: nobody takes it for zero, and no sum includes it. */
export const dash = "–";

/**
 * Converts a cell to what Excel stores: numbers and days as such, ids as text, a dash for what is unknown, `null` where
 * there is no value.
 */
export function excelValue(cell: Cell): string | number | boolean | Date | null {
  if (isUnknown(cell)) return dash;
  if (cell.value === undefined) return null;
  switch (cell.kind) {
    case "text":
    case "status":
      return cell.value === "" ? null : cleanText(cell.value);
    case "month":
      return cell.value;
    case "usd":
    case "usd-exact":
      return dollarsOf(cell.value);
    case "usd-gap":
      return gapAsNumber(cell.value);
    case "day":
      return cell.value < firstSafeDay ? cell.value : new Date(`${cell.value}T00:00:00Z`);
    case "count":
      return Number(cell.value);
    case "percent":
      return Number(cell.value) / percentInTenThousandths;
    case "boolean":
      return cell.value;
    default:
      return cell satisfies never;
  }
}

/** Returns whether a cell stands for a number that is unknown, rather than for none. */
export function isUnknown(cell: Cell): boolean {
  return cell.value === undefined && "unknown" in cell && cell.unknown === true;
}

/** Rounds to cents, half away from zero (S3). */
function dollarsOf(amount: Usd): string | number {
  return centsAsNumber(roundToCents(amount)) ?? formatCents(amount);
}

function gapAsNumber(gap: Usd): string | number {
  return centsAsNumber(ceilToCents(gap)) ?? formatGapCents(gap);
}

/** Returns `undefined` beyond 2^53 cents, where Excel's binary floats are no longer exact. */
function centsAsNumber(cents: bigint): number | undefined {
  const number = Number(cents);
  return Number.isSafeInteger(number) ? number / 100 : undefined;
}
