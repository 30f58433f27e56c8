import { open } from "node:fs/promises";
import { normaliseId } from "../domain/ids.ts";
import { fieldsOf } from "../rows/reject-messages.ts";
import { scanRecords } from "../rows/scan-records.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { linesWith } from "./lines-with.ts";

/** Which rows of a file to copy. */
export interface Extraction {
  /** Plain UTF-8 file: the export itself or its plain copy. */
  readonly path: string;
  readonly export: ConsumptionExport;
  /** The units whose rows are wanted, as `s` and the subscription, else `c` and the customer; `undefined` for all rows. */
  readonly units: ReadonlySet<string> | undefined;
  /** Texts of which one stands on the line of every wanted row; `undefined` where none is known. */
  readonly needles: readonly Buffer[] | undefined;
}

/** Rows held back before they are written. */
const rowsAtOnce = 5_000;

/**
 * Copies rows of an export to a file of their own, each with its line number as a first field. Where texts are known by which
 * the rows can be found, lines are looked for by them, which is five times as fast as walking over all rows, and may miss
 * rows that span lines: the caller compares what was found with what was read.
 *
 * @param target - path of the file to write
 */
export async function extractRows(extraction: Extraction, target: string): Promise<void> {
  const { header } = extraction.export;
  const out = await open(target, "w");
  try {
    const names = header.names.map((_, position) => `c${position}`);
    let held: Buffer[] = [Buffer.from(`${["line", ...names].join(header.delimiter)}\n`)];
    const rows =
      extraction.needles === undefined ? walkRows(extraction) : linesWith(extraction.path, extraction.needles);
    for await (const { line, bytes } of rows) {
      held.push(Buffer.from(`${line}${header.delimiter}`), Buffer.from(bytes), lineEnd);
      if (held.length < rowsAtOnce) continue;
      await out.writeFile(Buffer.concat(held));
      held = [];
    }
    await out.writeFile(Buffer.concat(held));
  } finally {
    await out.close();
  }
}

const lineEnd = Buffer.from("\n");

/** A row, and the line on which it starts. */
interface FoundRow {
  readonly line: number;
  readonly bytes: Buffer;
}

/** Walks over all rows below the header, minding quotes. */
async function* walkRows({ path, export: file, units }: Extraction): AsyncGenerator<FoundRow> {
  let isHeader = true;
  for await (const { line, bytes } of scanRecords(path, { file: file.file, delimiter: file.header.delimiter })) {
    if (!isHeader && (units === undefined || units.has(unitOf(bytes, file)))) yield { line, bytes };
    isHeader = false;
  }
}

/** The unit of a row: its subscription, or its customer where it has none (S7). */
function unitOf(bytes: Buffer, { columns, header }: ConsumptionExport): string {
  const fields = fieldsQuickly(bytes.toString("utf8"), header.delimiter);
  const id = (role: "subscription" | "customer") => {
    const position = columns.get(role);
    return position === undefined ? "" : normaliseId(fields[position] ?? "");
  };
  const subscription = id("subscription");
  return subscription === "" ? `c${id("customer")}` : `s${subscription}`;
}

function fieldsQuickly(text: string, delimiter: string): string[] {
  return text.includes('"') ? fieldsOf(text, delimiter) : text.split(delimiter);
}
