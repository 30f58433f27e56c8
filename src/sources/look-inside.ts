import { InputError, type InputProblem } from "../domain/input-error.ts";
import { headerCsv } from "../rows/numbered-csv.ts";
import { storedBytes } from "../rows/plain-bytes.ts";
import { openWorkbook, type Workbook } from "../rows/workbook.ts";
import { listZip } from "../rows/zip.ts";
import type { ZipMember } from "../rows/zip-member.ts";
import { isPassedOver } from "../rows/zip-names.ts";
import { badMemberName, zipArchive } from "../rows/zip-problems.ts";
import { collect } from "./collect.ts";
import { exportNamed, type FoundFile } from "./find-files.ts";
import type { KnownFiles } from "./known-file.ts";

/** How ZIP files and workbooks are looked into. */
export interface Looking {
  /** Most bytes that one may unpack to. */
  readonly maxBytes: number;
  /** Looks up sheets of earlier runs, whose headers need not be read again. */
  readonly isKnown: KnownFiles;
}

/** What lies inside a ZIP file or a workbook. */
export interface Inside {
  readonly container: FoundFile;
  readonly exports: readonly FoundFile[];
  /** What is no export judging by its name, and sheets without any row. */
  readonly leftAlone: readonly string[];
  /** Those of `leftAlone` that may be meant as inputs, each with the reason why it is not one. */
  readonly doubtful: readonly string[];
  /** Why it, or something in it, cannot be looked into. */
  readonly problems: readonly InputProblem[];
}

/** Looks into one ZIP file or workbook. What is in a ZIP file in it is not looked into. */
export async function lookInside(container: FoundFile, looking: Looking): Promise<Inside> {
  const problems: InputProblem[] = [];
  const look = () =>
    isWorkbook(container.file) ? sheetsOf(container, looking) : membersOf(container, looking, problems);
  const found = (await collect(problems, look)) ?? nothing;
  return { ...found, container, problems };
}

type Found = Pick<Inside, "exports" | "leftAlone" | "doubtful">;

const nothing: Found = { exports: [], leftAlone: [], doubtful: [] };

const isWorkbook = (name: string) => /\.xlsx$/i.test(name);

async function membersOf(container: FoundFile, looking: Looking, problems: InputProblem[]): Promise<Found> {
  const { path, file } = container;
  const isWanted = (name: string) => !isPassedOver(name) && (exportNamed(name) !== undefined || isWorkbook(name));
  const listing = await listZip({ where: path, file, kind: zipArchive, maxBytes: looking.maxBytes, isWanted });
  const found: Found[] = [];
  for (const member of listing.members) {
    const inner = memberIn(container, member);
    if (!isWorkbook(member.name)) found.push({ ...nothing, exports: [inner] });
    else found.push((await collect(problems, () => sheetsOf(inner, looking))) ?? nothing);
  }
  refuseTwice(
    found.flatMap(({ exports }) => exports),
    file,
  );
  const packed = listing.passedOver.filter((name) => /\.zip$/i.test(name) && !isPassedOver(name));
  return {
    exports: found.flatMap(({ exports }) => exports),
    leftAlone: [...listing.passedOver.map((name) => `${file}/${name}`), ...found.flatMap(({ leftAlone }) => leftAlone)],
    doubtful: packed.map((name) => `${file}/${name} (a ZIP file in a ZIP file, which is not looked into)`),
  };
}

/** Refuses a folder in an archive that is called like a workbook beside it, so that something in both has one name. */
function refuseTwice(exports: readonly FoundFile[], archive: string): void {
  const names = exports.map(({ file }) => file);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new InputError({ file: archive, ...badMemberName(twice, "a sheet in it has, too") });
}

function memberIn({ path, file, bytes, changed }: FoundFile, member: ZipMember): FoundFile {
  const packing = exportNamed(member.name) ?? { gzip: false };
  return { path, file: `${file}/${member.name}`, bytes, changed, containers: [file], member, ...packing };
}

async function sheetsOf(book: FoundFile, { maxBytes, isKnown }: Looking): Promise<Found> {
  const workbook = await openWorkbook({ where: await bytesOfWorkbook(book), file: book.file, maxBytes });
  const exports: FoundFile[] = [];
  const leftAlone: string[] = [];
  for (const sheet of workbook.sheets) {
    const file = `${book.file}/${sheet}`;
    const found = { ...book, file, containers: [...(book.containers ?? []), book.file], table: { sheet } };
    const header = (await isKnown(found)) === undefined ? await headerOf(workbook, sheet) : undefined;
    if (header === "") leftAlone.push(file);
    else exports.push(header === undefined ? found : { ...found, table: { sheet, header } });
  }
  return { exports, leftAlone, doubtful: [] };
}

/** Returns the first row of a sheet as CSV; empty for a sheet without any. */
async function headerOf(workbook: Workbook, sheet: string): Promise<string> {
  const row = await workbook.firstRow(sheet);
  return row === undefined ? "" : headerCsv(row.cells);
}

/** Most bytes of a workbook that is read in memory, since it lies in a ZIP file. */
const maxInMemory = 256 * 2 ** 20;

/** Returns where a workbook can be read at any place: its path, or its bytes where it lies in a ZIP file. */
export async function bytesOfWorkbook(book: Pick<FoundFile, "path" | "file" | "member">): Promise<string | Buffer> {
  if (book.member === undefined) return book.path;
  if (book.member.bytes > maxInMemory) throw new InputError({ file: book.file, ...tooLargeToUnpack });
  const pieces: Buffer[] = [];
  for await (const piece of storedBytes(book)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const tooLargeToUnpack = {
  code: "too-large",
  found: "a workbook of more than 256 MiB in a ZIP file",
  expected: "a smaller one there; one of any size beside it",
  fix: "unpack the workbook and put it in the place of the ZIP file",
};
