import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "../domain/input-error.ts";
import { splitRows } from "./split-rows.ts";

/** One row of a small table, its fields in the header's order. */
export interface ParsedRow {
  /** 1-based, header included: the line on which the row starts. */
  readonly line: number;
  /** Empty where a quote is out of order. */
  readonly fields: readonly string[];
  /** Something stands between a closing quote and the next delimiter. */
  readonly badQuote: boolean;
}

const delimiters = [",", "\t", ";"] as const;
type Delimiter = (typeof delimiters)[number];

/**
 * Reads the rows of a table, header included. Blank lines are no rows.
 *
 * @param text - lines end in a line feed
 * @param file - name for messages
 * @throws InputError when a quote is never closed: every row after it would be lost in silence
 */
export function parseRows(text: string, file: string): ParsedRow[] {
  const delimiter = delimiterOf(text);
  return parseAll(text, delimiter) ?? parseRowByRow(text, { delimiter, file });
}

/** The delimiter that finds the most column names on the header line; of equals the comma, then the tab. */
function delimiterOf(text: string): Delimiter {
  const header = text.trimStart().split("\n", 1)[0] ?? "";
  const width = (delimiter: Delimiter) => splitColumns(header, delimiter);
  return delimiters.reduce((best, delimiter) => (width(delimiter) > width(best) ? delimiter : best));
}

function splitColumns(header: string, delimiter: Delimiter): number {
  return parseStrictly(header, delimiter)?.[0]?.fields.length ?? header.split(delimiter).length;
}

/** The fast way; `undefined` when a quote is out of order somewhere. Without any quote a row is its line. */
function parseAll(text: string, delimiter: Delimiter): ParsedRow[] | undefined {
  if (!text.includes('"')) return splitLines(text, delimiter);
  const rows = parseStrictly(text, delimiter);
  if (rows === undefined) return undefined;
  const lines = text.split("\n");
  let next = 1;
  return rows.map(({ fields, lastLine }) => {
    while (lines[next - 1] === "") next += 1;
    const line = next;
    next = lastLine + 1;
    return { line, fields, badQuote: false };
  });
}

function splitLines(text: string, delimiter: Delimiter): ParsedRow[] {
  const rows: ParsedRow[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line !== "") rows.push({ line: index + 1, fields: line.split(delimiter), badQuote: false });
  }
  return rows;
}

interface StrictRow {
  readonly fields: string[];
  readonly lastLine: number;
}

function parseStrictly(text: string, delimiter: Delimiter): StrictRow[] | undefined {
  const rows: StrictRow[] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { lines }) => {
        rows.push({ fields, lastLine: lines });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** The careful way: a quote out of order costs its own row only. */
function parseRowByRow(text: string, { delimiter, file }: { delimiter: Delimiter; file: string }): ParsedRow[] {
  const spans = splitRows(text, delimiter);
  const open = spans.at(-1)?.openQuoteLine;
  if (open !== undefined) throw new InputError({ file, line: open, ...neverClosed });
  return spans.map(({ start, end, line, badQuote }) => ({
    line,
    badQuote,
    fields: badQuote ? [] : parseRow(text.slice(start, end), delimiter),
  }));
}

/** A quote inside an unquoted field is text, as in `3" pipe`. */
function parseRow(text: string, delimiter: Delimiter): string[] {
  const options = { delimiter, record_delimiter: "\n", relax_column_count: true, relax_quotes: true };
  const rows: string[][] = parse(text, options);
  return rows[0] ?? [];
}

const neverClosed = {
  found: "a quote that is never closed: it swallows every row after it",
  expected: "each quoted field to end in a quote, quotes inside it doubled",
  fix: "add the missing quote on this line, or export the file again",
};
