import { expect } from "vitest";
import { type Cell, type Table, cellsOf as tableCells } from "../../../../src/report/tables/column.ts";
import { type OpenedPackage, sheetsOf } from "./open-package.ts";
import { cellsOf, type ReadCell } from "./read-cells.ts";

const kindsOfText: ReadonlySet<Cell["kind"]> = new Set(["text", "status", "month"]);
const money = "#,##0.00";

/**
 * Expects every column of a CSV file on a sheet of the workbook and those it goes on in, found by its title: the same rows
 * in the same order, each value in its own type.
 *
 * @param csv - the rows of the file, header included
 * @param table - what the file was written from; only its titles and kinds are looked at, and what is unknown
 */
export function expectSameCells(
  opened: OpenedPackage,
  sheet: string,
  { csv, table }: { readonly csv: readonly (readonly string[])[]; readonly table: Table },
): void {
  const [header = [], ...rows] = partsOf(opened, sheet);
  const titles = header.map((cell) => cell?.value);
  const written = [...tableCells(table)];
  expect(rows.length).toBe(csv.length - 1);
  table.columns.forEach(({ name, title }, column) => {
    expect(csv[0]?.[column]).toBe(name);
    const place = titles.indexOf(title);
    expect(place, `column ${title} of ${sheet}`).toBeGreaterThanOrEqual(0);
    const found = rows.map((cells) => cells[place]);
    const wanted = csv.slice(1).map((row, index) => asExcel(row[column] ?? "", written[index]?.[column]));
    expect(found, `${sheet}: ${title}`).toEqual(wanted);
  });
}

/** The rows of a sheet and of those it goes on in, the header once. */
function partsOf(opened: OpenedPackage, sheet: string): ReturnType<typeof cellsOf> {
  const parts = sheetsOf(opened).filter(({ name }) => name === sheet || name.startsWith(`${sheet} (`));
  return parts.flatMap(({ name }, index) => cellsOf(opened, name).slice(index === 0 ? 0 : 1));
}

/** What a workbook holds for a text of a CSV file: a dash for an unknown number, which is empty there. */
function asExcel(text: string, cell: Cell | undefined): ReadCell | undefined {
  if (text === "" && cell !== undefined && "unknown" in cell) return { type: "text", value: "–" };
  if (text === "" || cell === undefined) return undefined;
  const { kind } = cell;
  if (kindsOfText.has(kind)) return { type: "text", value: asExcelText(text) };
  switch (kind) {
    case "day":
      return text < "1900-03-01" ? { type: "text", value: text } : { type: "day", value: text };
    case "boolean":
      return { type: "boolean", value: text === "true" };
    case "percent":
      return { type: "number", value: Number(text) / 100, format: "0.0%" };
    case "count":
      return { type: "number", value: Number(text), format: "#,##0" };
    default:
      return { type: "number", value: Number(roundedToCents(text)), format: money };
  }
}

/** The escape of the CSV undone, and what Excel cannot hold replaced. */
function asExcelText(text: string): string {
  const plain = text.replace(/^'(?=[=+\-@\t\r])/, "").replace(/\r\n?/g, "\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = plain.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, "\uFFFD");
  return clean.length > 32_767 ? `${clean.slice(0, 32_766)}…` : clean;
}

/** Ten places to two, half away from zero, on the digits themselves. */
function roundedToCents(text: string): string {
  const [, sign = "", whole = "", cents = "", rest = ""] = /^(-?)(\d+)\.(\d\d)(\d*)$/.exec(text) ?? [];
  const rounded = BigInt(whole + cents) + (/^[5-9]/.test(rest) ? 1n : 0n);
  return `${sign}${rounded
    .toString()
    .padStart(3, "0")
    .replace(/(\d\d)$/, ".$1")}`;
}
