import { InputError } from "../domain/input-error.ts";
import { type CellReading, cellText } from "./cell-text.ts";
import type { NumberedRow } from "./numbered-csv.ts";
import { longestRow } from "./scan-rows.ts";
import { type Attributes, walkXml, type XmlHandler } from "./walk-xml.ts";
import { brokenZip, excelWorkbook } from "./zip-problems.ts";

/** How the cells of a workbook are read. */
export interface SheetReading extends CellReading {
  /** Returns whether cells of a style show days. */
  readonly isDay: (style: number) => boolean;
  /** Name of the workbook for messages. */
  readonly file: string;
}

/** Excel's own limits; what lies beyond them is no sheet, and would take the memory of one. */
const [maxRow, maxColumn] = [1_048_576, 16_384];

/**
 * Reads the rows of a sheet in order, some at a time; blank ones are no rows. Merged cells have their text in the first.
 *
 * @param bytes - the sheet's part of the workbook, unpacked
 * @throws InputError when it is damaged
 */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  reading: SheetReading,
): AsyncGenerator<readonly NumberedRow[]> {
  let rows: NumberedRow[] = [];
  const handler = rowHandler(reading, (row) => rows.push(row));
  for await (const _ of walkXml(bytes, handler, reading.file)) {
    if (rows.length > 0) yield rows;
    rows = [];
  }
}

function rowHandler(reading: SheetReading, take: (row: NumberedRow) => void): XmlHandler {
  let inRows = false;
  let row = 0;
  let column = 0;
  let cells: string[] = [];
  let cell: Attributes | undefined;
  let value = "";
  /** Whether text belongs to the value: it stands in `v`, or in a `t` that is no pronunciation. */
  let inValue = false;
  let inPronunciation = false;

  const openRow = (attributes: Attributes) => {
    row = placeOf(attributes["r"], row + 1, { min: row + 1, max: maxRow, what: "row", file: reading.file });
    column = 0;
    cells = [];
  };
  const openCell = (attributes: Attributes) => {
    const letters = attributes["r"]?.replace(/\d+$/, "");
    const written = letters === undefined ? undefined : String(columnOf(letters));
    column = placeOf(written, column + 1, { min: 1, max: maxColumn, what: "column", file: reading.file });
    cell = attributes;
    value = "";
  };
  const closeCell = () => {
    const isDate = reading.isDay(Number(cell?.["s"] ?? 0));
    const text = cellText({ type: cell?.["t"], isDate, value }, reading);
    if (text === undefined) throw damaged(reading.file, `row ${row} has the shared text ${value}, which is not there`);
    if (text !== "") cells[column - 1] = text;
    cell = undefined;
  };
  const closeRow = () => {
    const texts = Array.from(cells, (text) => text ?? "");
    if (texts.some((text) => text.trim() !== "")) take({ line: row, cells: texts });
    cells = [];
  };
  return {
    open: (name, attributes) => {
      if (name === "sheetData") inRows = true;
      if (!inRows) return;
      if (name === "row") openRow(attributes);
      else if (name === "c") openCell(attributes);
      else if (name === "rPh") inPronunciation = true;
      else if (name === "v" || name === "t") inValue = cell !== undefined && !inPronunciation;
    },
    text: (piece) => {
      if (inValue && value.length <= longestRow) value += piece;
    },
    close: (name) => {
      if (name === "sheetData") inRows = false;
      if (!inRows) return;
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") inPronunciation = false;
      else if (name === "c") closeCell();
      else if (name === "row") closeRow();
    },
  };
}

/** Returns the number of a column from its letters; not a number for anything else. */
function columnOf(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return Number.NaN;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly what: string;
  readonly file: string;
}

/** Returns where a row or cell stands: behind the one before it, unless it says where. */
function placeOf(written: string | undefined, next: number, { min, max, what, file }: Bounds): number {
  const place = written === undefined ? next : Number(written);
  if (Number.isInteger(place) && place >= min && place <= max) return place;
  throw damaged(file, `a ${what} where no sheet has one`);
}

function damaged(file: string, reason: string): InputError {
  return new InputError({ file, ...brokenZip(excelWorkbook, reason) });
}
