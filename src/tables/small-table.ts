import { lstatSync } from "node:fs";
import { headerKey } from "../domain/header-key.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { type BrokenRow, cell, columnPosition, readTable, type Table } from "../rows/read-table.ts";

/** One row of a table at the top of the input folder, its cells trimmed. */
export interface SmallRow<Name extends string> {
  /** 1-based, header included. */
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
}

/** A table at the top of the input folder, and the problems its rows have so far. */
export interface SmallTable<Name extends string> {
  readonly file: string;
  readonly rows: readonly SmallRow<Name>[];
  readonly problems: InputProblem[];
}

/**
 * Reads one of the optional tables at the top of the input folder. Rows without any content are left out.
 *
 * @param columns - for each column the names it may have, the usual one first
 * @returns without rows when there is no such file
 * @throws InputError when the file cannot be read as a table, or lacks a column
 */
export function readSmallTable<Name extends string>(
  path: string,
  columns: Readonly<Record<Name, readonly string[]>>,
): SmallTable<Name> {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { file: path, rows: [], problems: [] };
  const table = readTable(path);
  const positions = positionsOf(table, columns);
  const rows = table.rows
    .map(({ line, fields }) => ({ line, cells: cellsOf({ line, fields }, positions) }))
    .filter(({ cells }) => Object.values(cells).some((text) => text !== ""));
  return { file: table.file, rows, problems: table.broken.map((broken) => brokenRow(table.file, broken)) };
}

/** @throws InputError with all problems, in the order of their lines, where there are any */
export function refuseProblems(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InputError(problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}

function positionsOf<Name extends string>(
  { file, header }: Table,
  columns: Readonly<Record<Name, readonly string[]>>,
): ReadonlyMap<Name, number> {
  const positions = new Map<Name, number>();
  const missing: string[] = [];
  for (const [name, alternatives] of Object.entries(columns) as [Name, readonly string[]][]) {
    const position = columnPosition(header, alternatives);
    if (position === undefined) missing.push(alternatives.join(" or "));
    else positions.set(name, position);
  }
  refuseTwice(file, header, [...positions.values()]);
  if (missing.length === 0) return positions;
  throw new InputError({
    file,
    line: 1,
    found: `the columns ${header.join(", ")}`,
    expected: `also ${missing.join(", ")}`,
    fix: `add ${missing.length === 1 ? "that column" : "those columns"}; cells may be left empty`,
  });
}

/** Two columns of one name: it would not be clear which one counts. */
function refuseTwice(file: string, header: readonly string[], positions: readonly number[]): void {
  const keys = header.map(headerKey);
  const twice = positions.filter((position) => keys.indexOf(keys[position] ?? "", position + 1) !== -1);
  if (twice.length === 0) return;
  throw new InputError({
    file,
    line: 1,
    found: `two columns called ${twice.map((position) => header[position]).join(" and two called ")}`,
    expected: "each column once, so that it is clear which one counts",
    fix: "delete or rename the column that is not meant",
  });
}

function cellsOf<Name extends string>(
  row: { readonly line: number; readonly fields: readonly string[] },
  positions: ReadonlyMap<Name, number>,
): Readonly<Record<Name, string>> {
  const entries = [...positions].map(([name, position]) => [name, cell(row, position)] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

function brokenRow(file: string, { line, code, message }: BrokenRow): InputProblem {
  const [found = "", expected = ""] = message.replace(/^Found |\.$/g, "").split(", expected ");
  switch (code) {
    case "field-count":
      return {
        file,
        line,
        found,
        expected,
        fix: "correct this row; a field with a comma in it needs quotes around it",
      };
    case "encoding":
      return { file, line, ...notUtf8 };
    case "quote":
      return { file, line, ...badQuote };
  }
}

const notUtf8 = {
  found: "bytes that are no text in UTF-8",
  expected: "UTF-8, or UTF-16 with a byte order mark",
  fix: "save the file as CSV UTF-8",
};
const badQuote = {
  found: "text between a closing quote and the next comma",
  expected: 'quotes inside a quoted field to be doubled ("")',
  fix: "correct the quotes of this row",
};
