import { InputError, type ProblemText } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { numberFormats } from "./number-formats.ts";
import type { NumberedRow } from "./numbered-csv.ts";
import { sharedTexts } from "./shared-texts.ts";
import { type SheetReading, sheetRows } from "./sheet-rows.ts";
import { readXml } from "./walk-xml.ts";
import { type WorkbookParts, workbookParts } from "./workbook-parts.ts";
import { listZip } from "./zip.ts";
import type { ZipPlace } from "./zip-directory.ts";
import { memberBytes, type ZipMember } from "./zip-member.ts";
import { brokenZip, excelWorkbook } from "./zip-problems.ts";

/** An Excel workbook (`.xlsx`). */
export interface Workbook {
  /** Names of its sheets in the order of their tabs, hidden ones too; each once. */
  readonly sheets: readonly string[];
  /**
   * Returns the first row of a sheet that is not blank; `undefined` for a sheet without any.
   *
   * @throws InputError when the sheet is damaged
   */
  firstRow(sheet: string): Promise<NumberedRow | undefined>;
  /**
   * Reads the rows of a sheet as a stream, the first one included.
   *
   * @throws InputError when the sheet is damaged or too large
   */
  rows(sheet: string): AsyncGenerator<readonly NumberedRow[]>;
}

/** Where a workbook is, and what limits it. */
export interface WorkbookPlace extends Omit<ZipPlace, "kind"> {
  /** Most bytes that it may unpack to. */
  readonly maxBytes: number;
}

/** Most bytes of one part that is read, unpacked. */
const maxPartBytes = 500_000_000;

/**
 * Opens a workbook. Its sheets are read as streams; only the texts that they share are kept in memory, once a sheet is
 * read.
 *
 * @throws InputError when it cannot be read, is damaged, or is something else
 */
export async function openWorkbook(options: WorkbookPlace): Promise<Workbook> {
  const place: ZipPlace = { ...options, kind: excelWorkbook };
  const isWanted = (name: string) => /\.(xml|rels)$/i.test(name);
  const { members } = await listZip({ ...place, maxBytes: options.maxBytes, isWanted });
  const parts = await workbookParts({ place, members });
  refuseTwice(parts, place.file);
  let reading: Promise<SheetReading> | undefined;
  const readingOnce = () => {
    reading ??= readingOf(place, parts);
    return reading;
  };
  const partOf = (sheet: string) => {
    const found = parts.sheets.find(({ name }) => name === sheet);
    invariant(found !== undefined, `${place.file} has no sheet ${sheet}`);
    return found.part;
  };
  return {
    sheets: parts.sheets.map(({ name }) => name),
    firstRow: async (sheet) => {
      const beginning = beginningOf(memberBytes(place, partOf(sheet)), place.file);
      for await (const [row] of sheetRows(beginning, await readingOnce())) return row;
      return undefined;
    },
    rows: async function* (sheet) {
      const bytes = partBytes({ ...place, file: `${place.file}/${sheet}` }, partOf(sheet));
      yield* sheetRows(bytes, await readingOnce());
    },
  };
}

/** Most bytes of a sheet before its first row; each of many sheets may have more than anybody waits for. */
const maxBeforeRows = 16 * 2 ** 20;

async function* beginningOf(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const piece of bytes) {
    yield piece;
    size += piece.length;
    if (size > maxBeforeRows) throw new InputError({ file, ...brokenZip(excelWorkbook, "a sheet begins with no row") });
  }
}

async function readingOf(place: ZipPlace, parts: WorkbookParts): Promise<SheetReading> {
  const { file } = place;
  const formats = numberFormats();
  const texts = sharedTexts();
  if (parts.styles !== undefined) await readXml(partBytes(place, parts.styles), formats.handler, file);
  if (parts.texts !== undefined) await readXml(partBytes(place, parts.texts), texts.handler, file);
  return { file, from1904: parts.from1904, isDay: formats.isDay, sharedText: texts.at };
}

function partBytes(place: ZipPlace, part: ZipMember): AsyncGenerator<Buffer> {
  if (part.bytes > maxPartBytes) throw new InputError({ file: place.file, ...tooLargeSheet });
  return memberBytes(place, part);
}

const tooLargeSheet: ProblemText = {
  code: "sheet-too-large",
  found: "a sheet of more than 500 MB when it is unpacked",
  expected: "a smaller sheet, or a CSV file, which may have any size",
  fix: "save the sheet as CSV UTF-8",
};

/** Refuses two sheets of one name, since files are told apart by their names, and of one part, which no program writes. */
function refuseTwice({ sheets }: WorkbookParts, file: string): void {
  const names = new Set<string>();
  const parts = new Set<string>();
  for (const { name, part } of sheets) {
    const reason = names.has(name) ? `two sheets are called ${name}` : "two sheets are the same part";
    if (names.has(name) || parts.has(part.name)) throw new InputError({ file, ...brokenZip(excelWorkbook, reason) });
    names.add(name);
    parts.add(part.name);
  }
}
