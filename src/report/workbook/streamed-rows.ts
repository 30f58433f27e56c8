import type { Style, Worksheet } from "exceljs";
import type { RowWriter } from "./add-row.ts";
import { excelValue } from "./excel-value.ts";
import { columnLetters, linkPlace } from "./places.ts";
import { cellHeight, lineHeight } from "./row-height.ts";
import type { StyleBook } from "./styles.ts";

/** What printing rows needs to know of its sheet. */
export interface StreamedTable {
  /** Of the columns, in characters. */
  readonly widths: readonly number[];
  readonly styleOf: StyleBook;
  /** Header included. */
  readonly rowsPerSheet: number;
}

/** What the library's streaming sheet has inside, which its types do not name. */
interface SheetInside {
  readonly stream: { write(xml: string): unknown };
  readonly styles: { addStyleModel(style: Partial<Style>): number };
  readonly texts: { add(text: string): number };
  readonly links: { addHyperlink(link: { readonly address: string; readonly target: string }): void };
}

const dayMs = 86_400_000;
/** The day that Excel gives to 1 January 1970. */
const unixDay = 25_569;

/**
 * Prepares printing the rows of a table straight into a streamed sheet, below its header. The library makes several
 * objects for each cell before it prints it, which takes most of the time of a workbook with millions of cells; what
 * goes through it are the numbers of styles and texts, and links.
 *
 * @returns `undefined` where the library is not built as expected: rows are then added in its own way
 */
export function streamedRows(sheet: Worksheet, table: StreamedTable): RowWriter["addTableRow"] | undefined {
  const inside = insideOf(sheet);
  if (inside === undefined) return undefined;
  const { widths, styleOf, rowsPerSheet } = table;
  const { stream, links } = inside;
  const print = cellPrinter(inside);
  const letters = widths.map((_, index) => columnLetters(index + 1));

  return (cells, looks, number) => {
    const row = (number % (rowsPerSheet - 1)) + 2;
    let height = lineHeight;
    let xml = "";
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      const value = cell === undefined ? null : excelValue(cell);
      if (cell === undefined || value === null) continue;
      const role = looks.look?.(cell, column);
      const link = typeof value === "string" ? looks.links[column]?.(number) : undefined;
      const address = `${letters[column]}${row}`;
      height = Math.max(height, cellHeight(cell, role, widths[column] ?? 0));
      xml += print(address, value, styleOf(cell, role, link !== undefined));
      if (link !== undefined) links.addHyperlink({ address, target: linkPlace(link, rowsPerSheet) });
    }
    stream.write(`<row r="${row}"${height === lineHeight ? "" : ` ht="${height}" customHeight="1"`}>${xml}</row>`);
  };
}

type CellPrinter = (address: string, value: string | number | boolean | Date, style: Partial<Style>) => string;

/** Prints one cell; its text is put into the workbook's list of texts, its look into that of styles. */
function cellPrinter({ styles, texts }: SheetInside): CellPrinter {
  const numbers = new Map<Partial<Style>, number>();
  const numberOf = (style: Partial<Style>): number => {
    const number = numbers.get(style) ?? styles.addStyleModel(style);
    numbers.set(style, number);
    return number;
  };
  return (address, value, style) => {
    const start = `<c r="${address}" s="${numberOf(style)}"`;
    if (typeof value === "string") return `${start} t="s"><v>${texts.add(value)}</v></c>`;
    if (typeof value === "boolean") return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
    return `${start}><v>${value instanceof Date ? value.getTime() / dayMs + unixDay : value}</v></c>`;
  };
}

function insideOf(sheet: Worksheet): SheetInside | undefined {
  const { workbook, stream, _sheetRelsWriter: links } = sheet as unknown as Record<string, unknown>;
  const { styles, sharedStrings: texts } = (workbook ?? {}) as Record<string, unknown>;
  const expected = { stream: ["write"], styles: ["addStyleModel"], texts: ["add"], links: ["addHyperlink"] } as const;
  const inside: Record<string, unknown> = { stream, styles, texts, links };
  const isWhole = Object.entries(expected).every(([part, [method]]) => hasMethod(inside[part], method));
  return isWhole ? (inside as unknown as SheetInside) : undefined;
}

function hasMethod(part: unknown, method: string): boolean {
  return typeof part === "object" && part !== null && typeof Reflect.get(part, method) === "function";
}
