import type { Format } from "../domain/format.ts";
import type { Header } from "../domain/header.ts";
import { InputError } from "../domain/input-error.ts";
import type { Source } from "../domain/job.ts";
import { readFileHead } from "../rows/file-head.ts";
import { columnsOf, readHeaders, widest } from "../rows/header-line.ts";
import { headerCsv } from "../rows/numbered-csv.ts";
import type { ConsumptionExport, LostToRun, TranscriptExport } from "./export.ts";
import { exportAge } from "./export-age.ts";
import type { BinaryTable, FoundFile } from "./find-files.ts";
import type { HeadNote, KnownFile } from "./known-file.ts";
import { lacks, recognise } from "./recognise.ts";

/** What is known about an export before its header is read. */
export interface Opening {
  readonly formats: readonly Format[];
  /** Filled while exports are opened; shared by all of them. */
  readonly recognised: Recognised;
  readonly source: Source;
  readonly group: string;
  readonly lostDays: readonly LostToRun[];
  readonly leftOutFor: readonly string[];
  readonly known: KnownFile | undefined;
  readonly sha256: string | undefined;
  readonly parquetNames: ParquetNames;
}

/** Reads the names of the columns of a Parquet file. */
export type ParquetNames = (file: FoundFile) => Promise<readonly string[]>;

/**
 * Recognises an export by its header.
 *
 * @throws InputError when the file cannot be read, or no format fits
 */
export async function openExport(file: FoundFile, opening: Opening): Promise<ConsumptionExport | TranscriptExport> {
  const { source, group, lostDays, leftOutFor } = opening;
  const note = await headOf(file, opening);
  const { format, header } = formatOnce(file, note.header, opening);
  const common = {
    ...file,
    header,
    encoding: note.encoding,
    source,
    head: note,
    knownSha256: opening.sha256,
    group,
    age: exportAge(group),
    lostDays,
    leftOutFor,
  };
  if (format.kind === "consumption") {
    return { ...common, format, columns: positions(file, format.columns, header) };
  }
  return { ...common, format, columns: positions(file, format.columns, header) };
}

/** Returns the head of an export as an earlier run stored it, or reads it now. */
async function headOf(
  file: FoundFile,
  { source, known, parquetNames }: Pick<Opening, "source" | "known" | "parquetNames">,
): Promise<HeadNote> {
  if (file.table !== undefined) return known?.head ?? (await headOfTable(file, file.table, parquetNames));
  const askedEncoding = source.encoding ?? "";
  if (known?.head.askedEncoding === askedEncoding) return known.head;
  const { text, encoding } = await readFileHead(file, source.encoding);
  return { encoding, askedEncoding, header: widest(readHeaders(text))?.text ?? text };
}

/** The head of what is no text is that of the copy that is read of it; no encoding can be asked for. */
async function headOfTable(file: FoundFile, table: BinaryTable, parquetNames: ParquetNames): Promise<HeadNote> {
  const header = table === "parquet" ? headerCsv(await parquetNames(file)) : table.header;
  if (header !== undefined) return { encoding: "utf-8", askedEncoding: "", header };
  throw new InputError({
    file: file.file,
    code: "changed-while-read",
    found: "a workbook that changed while it was read",
    expected: "exports that are complete before the run starts",
    fix: "run again when the download or copy has finished",
  });
}

/** Recognised headers, by requested format and header text. */
export type Recognised = Map<string, { readonly format: Format; readonly header: Header }>;

/**
 * Recognises each distinct header only once. Portals write the same header into file after file: with 3,000 files, this
 * takes a second less.
 */
function formatOnce(
  file: FoundFile,
  text: string,
  by: Pick<Opening, "formats" | "source" | "recognised">,
): { format: Format; header: Header } {
  const key = [by.source.format ?? "", text].join("\n");
  const found = by.recognised.get(key) ?? formatOf(file, text, by);
  by.recognised.set(key, found);
  return found;
}

function formatOf(
  file: FoundFile,
  text: string,
  by: Pick<Opening, "formats" | "source">,
): { format: Format; header: Header } {
  const named = by.formats.find((format) => format.id === by.source.format);
  // The format that the operator names wins over columns that would rule it out.
  const candidates = named === undefined ? by.formats : [{ ...named, unless: [] }];
  const recognition = recognise(text, candidates);
  if ("format" in recognition) return recognition;
  const missing = named === undefined ? [] : lacks(named, widest(readHeaders(text))?.names ?? []);
  if (named === undefined || missing.length === 0) throw new InputError({ file: file.file, ...recognition.problem });
  throw new InputError({
    file: file.file,
    line: 1,
    code: "unknown-header",
    found: `a header without ${missing.join(", ")}`,
    expected: `the columns of ${named.id}, which job.yaml names for this file`,
    fix: "correct `format:` under `sources:` in job.yaml, or leave it out",
  });
}

function positions<Role extends string>(
  file: FoundFile,
  columns: Readonly<Partial<Record<Role, readonly string[]>>>,
  header: Header,
): ReadonlyMap<Role, number> {
  const { positions: found, twice } = columnsOf(columns, header.names);
  if (twice.length === 0) return found;
  throw new InputError({
    file: file.file,
    line: 1,
    code: "column-twice",
    found: `two columns called ${twice.join(" and two called ")}`,
    expected: "each column once, so that it is clear which one counts",
    fix: "export the file again, or delete or rename the column that is not meant",
  });
}
