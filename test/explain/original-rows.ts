import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { headerKey } from "../../src/domain/header-key.ts";

/** Reads rows of an export by their lines, with nothing of the program's own reader. */
export interface OriginalFile {
  /** The cells of the row that starts on a line, by the header's names, compared as header names are. */
  rowAt(line: number): (names: readonly string[]) => string | undefined;
}

/** Opens an export as it lies in the input folder: plain or gzip, UTF-8 or UTF-16. */
export function originalFile(input: string, file: string): OriginalFile {
  const raw = readFileSync(join(input, file));
  const bytes = file.endsWith(".gz") ? gunzipSync(raw) : raw;
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  const lines = new TextDecoder(encoding).decode(bytes).split(/\r?\n/);
  const delimiter = [",", ";", "\t"].reduce((best, next) => (count(lines, next) > count(lines, best) ? next : best));
  const cellsFrom = (line: number): string[] => {
    const text = lines.slice(line - 1, line + 5).join("\n");
    const rows: string[][] = parse(text, { delimiter, to: 1, relax_column_count: true, relax_quotes: true });
    return rows[0] ?? [];
  };
  const header = cellsFrom(1).map(headerKey);
  return {
    rowAt: (line) => {
      const cells = cellsFrom(line);
      return (names) => {
        const position = names.map((name) => header.indexOf(headerKey(name))).find((index) => index !== -1);
        return position === undefined ? undefined : cells[position];
      };
    },
  };
}

function count(lines: readonly string[], delimiter: string): number {
  return (lines[0] ?? "").split(delimiter).length;
}
