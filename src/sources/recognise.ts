import { parse } from "csv-parse/sync";
import type { ConsumptionFormat, Format, TranscriptFormat } from "../domain/format.ts";
import type { Delimiter, Header } from "../domain/header.ts";
import { headerKey } from "../domain/header-key.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { ExportKind } from "./find-files.ts";

/** A format that fits a header, or why none does. */
export type Recognition =
  | { readonly format: Format; readonly header: Header }
  | { readonly problem: Omit<InputProblem, "file"> };

const delimiters: readonly Delimiter[] = [",", "\t", ";"];

/**
 * Finds the format of an export by its header alone: the first of `formats` that fits, in the given order.
 *
 * @param text - beginning of the file
 * @param formats - in the order of trying
 * @param kind - what the folder says the file is; a format of the other kind is a problem
 */
export function recognise(text: string, formats: readonly Format[], kind: ExportKind): Recognition {
  const start = headerText(text);
  const headers = delimiters.map((delimiter) => readHeader(start, delimiter)).filter((header) => header !== undefined);
  for (const wanted of [true, false]) {
    for (const format of formats.filter((candidate) => (candidate.kind === kind) === wanted)) {
      const header = headers.find((candidate) => fits(format, candidate.names));
      if (header !== undefined) return wanted ? { format, header } : { problem: wrongFolder(format, kind) };
    }
  }
  const names = widestHeader(text)?.names;
  if (names === undefined) return { problem: brokenHeader };
  return {
    problem: unknownFormat(
      names,
      formats.filter((format) => format.kind === kind),
    ),
  };
}

/** The first line of a text by the delimiter that finds the most columns; of equals the comma, then the tab. */
export function widestHeader(text: string): Header | undefined {
  return delimiters
    .map((delimiter) => readHeader(text, delimiter))
    .reduce((a, b) => (b === undefined || (a !== undefined && a.names.length >= b.names.length) ? a : b));
}

/**
 * Position of each role's column in a header: of a role's names the first that the header has.
 *
 * @returns positions by role, and the names that stand twice in the header where a role needs them
 */
export function columnsOf<Role extends string>(
  columns: Readonly<Partial<Record<Role, readonly string[]>>>,
  names: readonly string[],
): { positions: ReadonlyMap<Role, number>; twice: readonly string[] } {
  const keys = names.map(headerKey);
  const positions = new Map<Role, number>();
  const twice: string[] = [];
  for (const [role, aliases] of Object.entries(columns) as [Role, readonly string[]][]) {
    const key = aliases.map(headerKey).find((alias) => keys.includes(alias));
    if (key === undefined) continue;
    const position = keys.indexOf(key);
    positions.set(role, position);
    if (keys.indexOf(key, position + 1) !== -1) twice.push(names[position] ?? key);
  }
  return { positions, twice };
}

/** The names a header lacks to be of a format; alternatives joined with "or". */
export function lacks(format: ConsumptionFormat | TranscriptFormat, names: readonly string[]): string[] {
  const keys = new Set(names.map(headerKey));
  return format.recognise
    .filter((alternatives) => !alternatives.some((name) => keys.has(headerKey(name))))
    .map((alternatives) => alternatives.join(" or "));
}

/** The first line of a text as column names; `undefined` where it is no CSV with this delimiter. */
export function readHeader(text: string, delimiter: Delimiter): Header | undefined {
  const line = headerText(text);
  if (line.trim() !== "" && !line.includes('"')) {
    const names = line.replace(/^[\r\n]+|\r$/g, "").split(delimiter);
    return { delimiter, names, linesBefore: emptyLinesBefore(text) };
  }
  try {
    const rows: string[][] = parse(text, { delimiter, to: 1, relax_column_count: true, skip_empty_lines: true });
    const names = rows[0];
    return names === undefined ? undefined : { delimiter, names, linesBefore: emptyLinesBefore(text) };
  } catch {
    return undefined;
  }
}

/** The cells of the first row below the header; none where the text has no whole row. */
export function readFirstRow(text: string, { delimiter }: Header): string[] {
  const below = text.slice(headerText(text).length + 1);
  const row = headerText(below);
  if (row === below) return [];
  if (!row.includes('"')) return row.replace(/^[\r\n]+|\r$/g, "").split(delimiter);
  try {
    const rows: string[][] = parse(row, { delimiter, relax_column_count: true, skip_empty_lines: true });
    return rows[0] ?? [];
  } catch {
    return [];
  }
}

/** The text up to the end of the first line with something on it, line ends inside quotes not minded: all that a header is read from. */
export function headerText(text: string): string {
  let quotes = 0;
  for (let at = text.search(/[^\r\n]/); at !== -1 && at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quotes += 1;
    if (character === "\n" && quotes % 2 === 0) return text.slice(0, at);
  }
  return text;
}

/** The reader of the rows would take an empty line for the header. */
function emptyLinesBefore(text: string): number {
  const [lineEnds = ""] = /^[\r\n]*/.exec(text) ?? [];
  return lineEnds.split("\n").length - 1;
}

function fits(format: Format, names: readonly string[]): boolean {
  const keys = new Set(names.map(headerKey));
  return lacks(format, names).length === 0 && !format.unless.some((name) => keys.has(headerKey(name)));
}

function wrongFolder(format: Format, kind: ExportKind): Omit<InputProblem, "file"> {
  return {
    line: 1,
    found: `the header of ${format.title} (${format.id}) below ${kind}/`,
    expected: `only ${kind} exports there`,
    fix: `move the file to ${format.kind}/`,
  };
}

const brokenHeader = {
  line: 1,
  found: "a header line whose quotes are out of order",
  expected: "the names of the columns",
  fix: "export the file again, or correct its first line",
};

function unknownFormat(names: readonly string[], formats: readonly Format[]): Omit<InputProblem, "file"> {
  const shown = names.slice(0, 8).map(shorten).join(", ") + (names.length > 8 ? `, … (${names.length} columns)` : "");
  const [nearest] = formats
    .map((format) => ({ format, missing: lacks(format, names) }))
    .filter(({ format, missing }) => missing.length < format.recognise.length)
    .sort((a, b) => share(a.missing, a.format) - share(b.missing, b.format));
  const elsewhere =
    "name its format under `sources:` in job.yaml, set `ignore: true` there, or add a file to config/formats/ (`tierbook formats` lists the known ones)";
  const found = `a header that no format recognises: ${shown}`;
  if (nearest === undefined) {
    const expected = "one of the formats that `tierbook formats` lists";
    return { line: 1, found, expected, fix: `take the file away, ${elsewhere}` };
  }
  const { format, missing } = nearest;
  const but = missing.length === 0 ? "but another column rules it out" : `which also needs ${missing.join(", ")}`;
  const expected = `a known format; the nearest is ${format.id} (${format.title}), ${but}`;
  const again = missing.length === 0 ? "" : "export it again with those columns, ";
  return { line: 1, found, expected, fix: again + elsewhere };
}

/** A column name as a message shows it: one that is endless, or no text, stays readable. */
function shorten(name: string): string {
  const plain = name.replace(/\p{Cc}+/gu, " ").trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

function share(missing: readonly string[], format: Format): number {
  return missing.length / Math.max(1, format.recognise.length);
}
