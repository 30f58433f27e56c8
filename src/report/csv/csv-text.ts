import { stringify } from "csv-stringify/sync";
import { formatCents, formatExact, formatGapCents } from "../../domain/money.ts";
import type { Cell, CellPrinter } from "../tables/column.ts";

/** First characters with which a spreadsheet would run a cell as a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** What must be quoted. A lone carriage return is: many readers take it for the end of a row. */
const toQuote = (delimiter: string) => new RegExp(`["\r\n${delimiter}]`);

/**
 * What one cell of a CSV file says (section 7): `.` decimals, ISO days, empty where there is no value.
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

/**
 * Prints cells for a file with a delimiter. Only texts are ever quoted: amounts and days have nothing to quote. Most texts are
 * printed as they are, and are looked at once only.
 */
export function cellPrinter(delimiter: string): CellPrinter {
  const quote = quoter(delimiter);
  const special = new RegExp(`${formulaStart.source}|${toQuote(delimiter).source}`);
  return (cell) => {
    if (cell.kind !== "text" && cell.kind !== "status") return csvText(cell);
    const { value = "" } = cell;
    return special.test(value) ? quote(csvText(cell)) : value;
  };
}

/**
 * Quotes a text where it must be. Most texts have nothing to quote, and most others nothing to double: looking first is
 * ten times as fast.
 */
export function quoter(delimiter: string): (text: string) => string {
  const quotable = toQuote(delimiter);
  return (text) => {
    if (!quotable.test(text)) return text;
    return text.includes('"') ? stringify([[text]], { delimiter, record_delimiter: "", quoted: true }) : `"${text}"`;
  };
}
