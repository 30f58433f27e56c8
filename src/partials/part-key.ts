import { createHash } from "node:crypto";
import type { ConsumptionExport } from "../sources/find-exports.ts";

/** Bumped by hand whenever the same content and config come to another partial than before. */
const partialsVersion = 1;

/** What decides, besides a file's content, what its partial is. */
export interface ReadingOptions {
  /** SHA-256 of the labels' file. */
  readonly aliases: string;
  /** SHA-256 of `exchange-rates.csv`; empty where there is none. */
  readonly rates: string;
  readonly customerCountries: boolean;
  readonly byDay: boolean;
}

/**
 * Names what is read of one file in one way: the same content, format, options and code come to the same partial.
 *
 * @param sha256 - of the file's content
 */
export function partKey(sha256: string, file: ConsumptionExport, options: ReadingOptions): string {
  const known = keys.get(file);
  if (known?.sha256 === sha256 && known.options === options) return known.key;
  const key = makeKey(sha256, file, options);
  keys.set(file, { sha256, options, key });
  return key;
}

/** A run asks several times: with thousands of files that is noticeable. */
const keys = new WeakMap<ConsumptionExport, { sha256: string; options: ReadingOptions; key: string }>();

function makeKey(sha256: string, file: ConsumptionExport, options: ReadingOptions): string {
  const { match, ...source } = file.source;
  const { aliases, rates, ...rest } = options;
  const decides = [
    partialsVersion,
    sha256,
    file.format,
    source,
    rest,
    file.columns.has("association") ? aliases : "",
    file.columns.has("amount") ? rates : "",
  ];
  return createHash("sha256").update(JSON.stringify(decides)).digest("hex");
}
