import { formatCents, formatExact, formatGapCents } from "../../domain/money.ts";
import type { Cell } from "../tables/column.ts";

/** Start of a text that a spreadsheet would run as a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Prints one cell of a CSV file (section 7): `.` decimals, ISO days, empty where there is no value.
 * Text that a spreadsheet would run gets a `'` in front; amounts never do, so that -5.00 stays a number.
 */
export function csvText(cell: Cell): string {
  if (cell.value === undefined) return "";
  switch (cell.kind) {
    case "text":
    case "status":
      return formulaStart.test(cell.value) ? `'${cell.value}` : cell.value;
    case "usd":
      return formatCents(cell.value);
    case "usd-gap":
      return formatGapCents(cell.value);
    case "usd-exact":
      return formatExact(cell.value);
    case "day":
    case "month":
      return cell.value;
    case "count":
    case "boolean":
      return String(cell.value);
    case "percent":
      return percentText(cell.value);
    default:
      return cell satisfies never;
  }
}

/** Prints ten-thousandths of a percent: `125_000n` becomes `12.5000`. */
function percentText(value: bigint): string {
  return `${value / 10_000n}.${(value % 10_000n).toString().padStart(4, "0")}`;
}
