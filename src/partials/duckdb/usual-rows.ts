import type { ConsumptionExport } from "../../sources/find-exports.ts";
import type { KeyRole } from "./group-rows.ts";
import { sqlText } from "./sql-text.ts";

export type ColumnRole = Parameters<ConsumptionExport["columns"]["get"]>[0];

/**
 * The columns that rarely change within a file. Grouping by each of them costs as much as reading it, so most rows are spared
 * that: a row is usual when all of them are as in the file's first row and its amount is a plain number of dollars. What an
 * unusual row has there instead goes into one text, `rest`, and is taken out of it again after grouping.
 */
export interface UnusualColumns {
  readonly steady: readonly KeyRole[];
  /** The columns by which an amount in another currency is converted. */
  readonly money: readonly ColumnRole[];
  readonly columnOf: (role: ColumnRole) => string;
  /** Whether the amount is in dollars, and whether it is a plain number of dollars; NULL is no. */
  readonly direct: string;
  readonly plain: string;
}

/** In CSP usage the row's customer and reseller vary, its partner does not. */
export function steadyRoles(file: ConsumptionExport, grouped: ReadonlySet<KeyRole>): KeyRole[] {
  const ofPartner = ["partner", "partnerName", "partnerCountry"] as const;
  const candidates = ["tenant", "invoice", ...(file.columns.has("reseller") ? ofPartner : [])] as const;
  return candidates.filter((role) => grouped.has(role));
}

/** Stands between the parts of `rest`; a cell that has one itself gets a record separator in its place. */
const separator = "chr(31)";

/** Whether a row is usual; NULL is no. Nothing here is wrapped in more than it needs: it is asked of every row. */
export function isUsual(files: readonly ConsumptionExport[], { steady, columnOf, plain }: UnusualColumns): string {
  const same = steady.map((role) => {
    const first = firstCell(files, role, "file_index");
    const mayBeEmpty = files.some((file) => cellOfFirstRow(file, role) === "");
    return `${mayBeEmpty ? `coalesce(${columnOf(role)}, '')` : columnOf(role)} = ${first}`;
  });
  return [plain, ...same].join(" AND ");
}

/** What is unusual about a row, as one text. Wants `amount_text`. */
export function restText({ steady, money, columnOf, direct, plain }: UnusualColumns): string {
  const cell = (column: string) => `replace(coalesce(${column}, ''), ${separator}, chr(30))`;
  const parts = [
    `CASE WHEN ${direct} THEN 'd' ELSE 'f' END || CASE WHEN ${plain} THEN 'p' ELSE 'o' END`,
    ...steady.map((role) => cell(columnOf(role))),
    ...money.map((role) => `CASE WHEN ${direct} THEN '' ELSE ${cell(columnOf(role))} END`),
    `CASE WHEN ${plain} THEN '' ELSE ${cell("amount_text")} END`,
  ];
  return parts.join(` || ${separator} || `);
}

/**
 * The columns that a row of `grouped_rows` has besides its keys: taken out of `rest`, or as they usually are.
 *
 * @param place - of the row's file in the query
 */
export function restColumns(
  files: readonly ConsumptionExport[],
  { steady, money }: Pick<UnusualColumns, "steady" | "money">,
  place: string,
): string[] {
  const part = (index: number) => `split_part(rest, ${separator}, ${index + 2})`;
  const unless = (flag: string, index: number) => `CASE WHEN rest IS NULL OR ${flag} THEN NULL ELSE ${part(index)} END`;
  return [
    ...steady.map(
      (role, index) =>
        `CASE WHEN rest IS NULL THEN ${firstCell(files, role, place)} ELSE ${part(index)} END AS "${role}"`,
    ),
    ...money.map((role, index) => `${unless("rest[1] = 'd'", steady.length + index)} AS "${role}"`),
    `${unless("rest[2] = 'p'", steady.length + money.length)} AS odd`,
  ];
}

/** The cell that the first row of a file has, by the file's place in the query. */
function firstCell(files: readonly ConsumptionExport[], role: KeyRole, place: string): string {
  const cells = files.map((file) => sqlText(cellOfFirstRow(file, role)));
  const [first = "''"] = cells;
  if (cells.every((cell) => cell === first)) return first;
  return `list_extract([${cells.join(", ")}], CAST(${place} AS BIGINT) + 1)`;
}

function cellOfFirstRow({ columns, firstRow }: ConsumptionExport, role: KeyRole): string {
  return firstRow[columns.get(role) ?? -1] ?? "";
}
