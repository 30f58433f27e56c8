import { lstat } from "node:fs/promises";
import { basename } from "node:path";
import { errnoOf } from "../domain/disk-error.ts";
import { trimmed } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { readFileHead } from "../rows/file-head.ts";
import { columnsOf, linesBefore, type ReadHeader, readHeaders, widest } from "../rows/header-line.ts";
import { type BrokenRow, isBroken, type ReadRow, readRows } from "../rows/read-rows.ts";

/** One row of a table at the top of the input folder, its cells trimmed. */
export interface SmallRow<Name extends string> {
  /** 1-based, header included. */
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
  /** Cells of the table's further columns, trimmed, in their order. */
  readonly further: readonly string[];
}

/** A table at the top of the input folder, and the problems found in its rows so far. */
export interface SmallTable<Name extends string> {
  readonly file: string;
  /** Names of the columns that nothing is known of; those without a name are left out. Empty unless they were asked for. */
  readonly further: readonly string[];
  readonly rows: readonly SmallRow<Name>[];
  readonly problems: InputProblem[];
}

/** Most bytes that a small table may have: a hundred times what the largest partner desk needs. */
const maxBytes = 512 * 2 ** 20;

/**
 * Reads one of the optional tables at the top of the input folder. Rows without a value, and columns without a name, are
 * none (S2).
 *
 * @param columns - for each column the names it may have, the usual one first
 * @param withFurther - whether to read all other columns, too
 * @returns a table without rows when there is no such file
 * @throws InputError when the file cannot be read as a table, or lacks a column
 */
export async function readSmallTable<Name extends string>(
  path: string,
  columns: Readonly<Record<Name, readonly string[]>>,
  withFurther = false,
): Promise<SmallTable<Name>> {
  const file = basename(path);
  if (!(await isThere(path, file))) return { file, further: [], rows: [], problems: [] };
  const found = { path, file, gzip: false };
  const { text, encoding } = await readFileHead(found);
  const header = widest(readHeaders(text));
  if (header === undefined) throw new InputError({ file, line: 1 + linesBefore(text).lines, ...badHeader });

  const positions = positionsOf({ file, line: 1 + header.linesBefore }, header, columns);
  const rows: SmallRow<Name>[] = [];
  const problems: InputProblem[] = [];
  const further = withFurther ? furtherPositions(header, new Set(positions.values())) : [];
  const mustBeText = [...positions.values(), ...further];
  const layout = { ...header, width: header.names.length, mustBeText };
  for await (const batch of readRows({ ...found, encoding, maxBytes }, layout)) {
    for (const row of batch) {
      if (isBlank(row, header)) continue;
      if (isBroken(row)) problems.push(brokenRow(file, row));
      else rows.push({ line: row.line, cells: cellsOf(row.fields, positions), further: textsAt(row.fields, further) });
    }
  }
  return { file, further: textsAt(header.names, further), rows, problems };
}

/** Returns the positions of the columns that have a name but are none of those known. */
function furtherPositions({ names }: ReadHeader, known: ReadonlySet<number>): readonly number[] {
  return [...names.keys()].filter((position) => !known.has(position) && trimmed(names[position] ?? "") !== "");
}

function textsAt(fields: readonly string[], positions: readonly number[]): readonly string[] {
  return positions.map((position) => trimmed(fields[position] ?? ""));
}

/** Returns whether a row has no value in any column with a name, however many delimiters it has. */
function isBlank(row: ReadRow, { names }: ReadHeader): boolean {
  if (isBroken(row)) return row.code === "field-count" && /^[\s",;\uFEFF]*$/.test(row.raw.toString("utf8"));
  return row.fields.every((field, position) => trimmed(names[position] ?? "") === "" || trimmed(field) === "");
}

/**
 * Throws the problems, if there are any.
 *
 * @throws InputError with all problems, in the order of their lines
 */
export function refuseProblems(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InputError(problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}

async function isThere(path: string, file: string): Promise<boolean> {
  const status = await lstat(path).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (status !== undefined && !status.isFile()) throw new InputError({ file, ...noFile });
  return status !== undefined;
}

function positionsOf<Name extends string>(
  at: Pick<InputProblem, "file" | "line">,
  { names }: ReadHeader,
  columns: Readonly<Record<Name, readonly string[]>>,
): ReadonlyMap<Name, number> {
  const { positions, twice } = columnsOf<Name>(columns, names);
  if (twice.length > 0) throw new InputError({ ...at, ...columnsTwice(twice) });
  const missing = (Object.entries(columns) as [Name, readonly string[]][]).filter(([name]) => !positions.has(name));
  if (missing.length === 0) return positions;
  throw new InputError({
    ...at,
    code: "unknown-header",
    found: `the columns ${names.map((name) => name.trim()).join(", ")}`,
    expected: `also ${missing.map(([, alternatives]) => alternatives.join(" or ")).join(", ")}`,
    fix: `add ${missing.length === 1 ? "that column" : "those columns"}; cells may be left empty`,
  });
}

function columnsTwice(names: readonly string[]): Omit<InputProblem, "file"> {
  return {
    code: "column-twice",
    found: `two columns called ${names.map((name) => name.trim()).join(" and two called ")}`,
    expected: "each column once, so that it is clear which one counts",
    fix: "delete or rename the column that is not meant",
  };
}

function cellsOf<Name extends string>(
  fields: readonly string[],
  positions: ReadonlyMap<Name, number>,
): Readonly<Record<Name, string>> {
  const entries = [...positions].map(([name, position]) => [name, trimmed(fields[position] ?? "")] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

function brokenRow(file: string, { line, code, message }: BrokenRow): InputProblem {
  const [found = "", expected = ""] = message.replace(/^Found |\.$/g, "").split(", expected ");
  if (code !== "field-count") return { file, line, ...broken[code] };
  return {
    code,
    file,
    line,
    found,
    expected,
    fix: "correct this row; a field with a comma in it needs quotes around it",
  };
}

const broken = {
  encoding: {
    code: "encoding",
    found: "bytes that are no text in UTF-8",
    expected: "UTF-8, or UTF-16 with a byte order mark",
    fix: "save the file as CSV UTF-8",
  },
  quote: {
    code: "quote",
    found: "text between a closing quote and the next comma",
    expected: 'quotes inside a quoted field to be doubled ("")',
    fix: "correct the quotes of this row",
  },
  "line-too-long": {
    code: "line-too-long",
    found: "a row of more than 2 MiB",
    expected: "rows of some hundred bytes",
    fix: "look for a quote that is not closed, or delete the row",
  },
};

const badHeader = {
  code: "broken-header",
  found: "a header line whose quotes are out of order",
  expected: "the names of the columns",
  fix: "export the file again, or correct its first line",
};
const noFile = {
  code: "not-a-file",
  found: "a folder, a link or a device",
  expected: "an ordinary file: links are not followed",
  fix: "put the file itself there",
};
