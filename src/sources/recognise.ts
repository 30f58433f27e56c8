import type { ConsumptionFormat, Format, TranscriptFormat } from "../domain/format.ts";
import type { Header } from "../domain/header.ts";
import { headerKey } from "../domain/header-key.ts";
import type { InputProblem } from "../domain/input-error.ts";
import { readHeaders, widest } from "../rows/header-line.ts";

/** A format that fits a header, or why none does. */
export type Recognition =
  | { readonly format: Format; readonly header: Header }
  | { readonly problem: Omit<InputProblem, "file"> };

/**
 * Finds the format of an export from its header alone: the first of `formats` that fits.
 *
 * @param text - beginning of the file
 * @param formats - in the order in which they are tried
 */
export function recognise(text: string, formats: readonly Format[]): Recognition {
  const headers = readHeaders(text);
  for (const format of formats) {
    const header = headers.find((candidate) => fits(format, candidate.names));
    if (header !== undefined) return { format, header };
  }
  const names = widest(headers)?.names;
  return { problem: names === undefined ? brokenHeader : unknownFormat(names, formats) };
}

/** Returns the names that a header lacks to fit a format; alternatives are joined with "or". */
export function lacks(format: ConsumptionFormat | TranscriptFormat, names: readonly string[]): string[] {
  const keys = new Set(names.map(headerKey));
  return format.recognise
    .filter((alternatives) => !alternatives.some((name) => keys.has(headerKey(name))))
    .map((alternatives) => alternatives.join(" or "));
}

function fits(format: Format, names: readonly string[]): boolean {
  const keys = new Set(names.map(headerKey));
  return lacks(format, names).length === 0 && !format.unless.some((name) => keys.has(headerKey(name)));
}

const brokenHeader = {
  line: 1,
  code: "broken-header",
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
    return { code: "unknown-header", line: 1, found, expected, fix: `take the file away, ${elsewhere}` };
  }
  const { format, missing } = nearest;
  const but = missing.length === 0 ? "but another column rules it out" : `which also needs ${missing.join(", ")}`;
  const expected = `a known format; the nearest is ${format.id} (${format.title}), ${but}`;
  const again = missing.length === 0 ? "" : "export it again with those columns, ";
  return { code: "unknown-header", line: 1, found, expected, fix: again + elsewhere };
}

/** Returns a column name for a message: even an endless one, or one that is not text, stays readable. */
function shorten(name: string): string {
  const plain = name.replace(/\p{Cc}+/gu, " ").trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

function share(missing: readonly string[], format: Format): number {
  return missing.length / Math.max(1, format.recognise.length);
}
