import { InputError, type ProblemText } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { numberFormats } from "./number-formats.ts";
import type { NumberedRow } from "./numbered-csv.ts";
import { sharedTexts } from "./shared-texts.ts";
import { type SheetReading, sheetRows } from "./sheet-rows.ts";
import { readXml } from "./walk-xml.ts";
import { type WorkbookParts, workbookParts } from "./workbook-parts.ts";
import { openZip, type Zip, type ZipMember } from "./zip.ts";
import { brokenZip, excelWorkbook } from "./zip-problems.ts";

/** An open Excel workbook. */
export interface Workbook {
  /** Names of its sheets in the order of their tabs, hidden ones too; each once. */
  readonly sheets: readonly string[];
  /** Returns the first row of a sheet that is not blank; `undefined` for a sheet without any. */
  firstRow(sheet: string): Promise<NumberedRow | undefined>;
  /**
   * Reads the rows of a sheet, the first one included.
   *
   * @throws InputError when it is damaged or too large
   */
  rows(sheet: string): AsyncGenerator<readonly NumberedRow[]>;
  /** Must be called once nothing is read any more. */
  close(): Promise<void>;
}

/** A workbook on the disk. */
export interface WorkbookPlace {
  /** Absolute path. */
  readonly path: string;
  /** Name for messages: relative to the input folder. */
  readonly file: string;
  /** Most bytes that it may unpack to. */
  readonly maxBytes: number;
}

/** Most bytes of one part that is read, unpacked. */
export const maxPartBytes = 500_000_000;

/**
 * Opens an Excel workbook (`.xlsx`). Its sheets are read as streams; only the texts that they share are kept in memory.
 *
 * @throws InputError when it cannot be read, is damaged, or is something else
 */
export async function openWorkbook(place: WorkbookPlace): Promise<Workbook> {
  const isWanted = (name: string) => /\.(xml|rels)$/i.test(name);
  const zip = await openZip({ ...place, kind: excelWorkbook, isWanted });
  try {
    const parts = await workbookParts(zip, place.file);
    refuseTwice(parts, place.file);
    const reading = await readingOf(zip, parts, place.file);
    const partOf = (sheet: string) => {
      const found = parts.sheets.find(({ name }) => name === sheet);
      invariant(found !== undefined, `${place.file} has no sheet ${sheet}`);
      return found.part;
    };
    return {
      sheets: parts.sheets.map(({ name }) => name),
      firstRow: async (sheet) => {
        for await (const [row] of sheetRows(zip.read(partOf(sheet)), reading)) return row;
        return undefined;
      },
      rows: (sheet) => sheetRows(readPart(zip, partOf(sheet), `${place.file}/${sheet}`), reading),
      close: zip.close,
    };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

async function readingOf(zip: Zip, parts: WorkbookParts, file: string): Promise<SheetReading> {
  const formats = numberFormats();
  const texts = sharedTexts();
  if (parts.styles !== undefined) await readXml(readPart(zip, parts.styles, file), formats.handler, file);
  if (parts.texts !== undefined) await readXml(readPart(zip, parts.texts, file), texts.handler, file);
  return { file, from1904: parts.from1904, isDay: formats.isDay, sharedText: texts.at };
}

function readPart(zip: Zip, part: ZipMember, file: string): AsyncGenerator<Buffer> {
  if (part.bytes > maxPartBytes) throw new InputError({ file, ...tooLargeSheet });
  return zip.read(part);
}

const tooLargeSheet: ProblemText = {
  code: "sheet-too-large",
  found: "a sheet of more than 500 MB when it is unpacked",
  expected: "a smaller sheet, or a CSV file, which may have any size",
  fix: "save the sheet as CSV UTF-8",
};

/** Refuses two sheets of one name: files are told apart by their names. */
function refuseTwice({ sheets }: WorkbookParts, file: string): void {
  const twice = sheets.find(({ name }, index) => sheets.some((other, at) => at < index && other.name === name));
  if (twice === undefined) return;
  throw new InputError({ file, ...brokenZip(excelWorkbook, `two sheets are called ${twice.name}`) });
}
