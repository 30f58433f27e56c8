import { parse } from "csv-parse/sync";
import type { RejectCode } from "../domain/consumption.ts";
import { parseDay } from "../domain/day.ts";
import type { Source } from "../domain/job.ts";
import { parseAmount } from "../domain/money.ts";
import { dayOf, labelState, type Reading } from "../partials/resolve-texts.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { fieldCount } from "./read-table.ts";

/** What is wrong with one row. */
export interface Fault {
  readonly code: RejectCode;
  /** Column as the header names it; empty when the whole row is at fault. */
  readonly column: string;
  readonly message: string;
}

/** Raw text that a report shows of a row. */
const rawLength = 1000;
/** What cutting may leave of a character outside the first plane. */
const halfCharacter = /[\uD800-\uDBFF]$/;

/** At most 1,000 characters of a row as it stands in the file. */
export function rawText(bytes: Buffer): string {
  return bytes
    .subarray(0, rawLength * 4)
    .toString("utf8")
    .slice(0, rawLength)
    .replace(halfCharacter, "");
}

/** The fields of one row, however broken its quotes are. */
export function fieldsOf(text: string, delimiter: string): string[] {
  try {
    const rows: string[][] = parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
    return rows[0] ?? [];
  } catch {
    return text.split(delimiter);
  }
}

/** The fault of a row that breaks the layout of its file; its fields can't be told apart. */
export function layoutFault(code: RejectCode, text: string, file: ConsumptionExport): Fault {
  const width = file.header.names.length;
  switch (code) {
    case "line-too-long":
      return { code, column: "", message: "The row is longer than 2,000,000 bytes." };
    case "encoding":
      return {
        code,
        column: "",
        message:
          "The row has bytes that are not UTF-8; if the whole file is in Latin-1, say `encoding: latin-1` under `sources:` in job.yaml.",
      };
    case "quote":
      return {
        code,
        column: "",
        message: "Text goes on after a closing quote; quotes inside a field must be doubled.",
      };
    default: {
      const found = fieldsOf(text, file.header.delimiter).length;
      return {
        code,
        column: "",
        message: fieldCount(found, width),
      };
    }
  }
}

/** The first fault of a row whose fields can be told apart, in the order amount, day, association; `undefined` for none. */
export function fieldFault(fields: readonly string[], file: ConsumptionExport, reading: Reading): Fault | undefined {
  return amountFault(fields, file) ?? dayFault(fields, file) ?? associationFault(fields, file, reading);
}

function amountFault(fields: readonly string[], file: ConsumptionExport): Fault | undefined {
  const inDollars = file.columns.get("amountUsd");
  const position =
    inDollars !== undefined && fields[inDollars] !== "" ? inDollars : (file.columns.get("amount") ?? inDollars ?? 0);
  const text = fields[position] ?? "";
  if (parseAmount(text, file.source.decimal ?? ".") !== undefined) return undefined;
  const column = file.header.names[position] ?? "";
  return {
    code: "bad-amount",
    column,
    message: `Found ${shown(text)}, expected an amount such as 1234.50${amountHint(text, file)}.`,
  };
}

function amountHint(text: string, { source }: ConsumptionExport): string {
  if (/^\D*\d{16}/.test(text)) return ", with at most 15 digits before the point";
  const isComma = source.decimal === undefined && parseAmount(text, ",") !== undefined;
  return isComma ? '; if a comma is the decimal sign here, say `decimal: ","` under `sources:` in job.yaml' : "";
}

function dayFault(fields: readonly string[], file: ConsumptionExport): Fault | undefined {
  const position = file.columns.get("day") ?? 0;
  const text = fields[position] ?? "";
  if (dayOf(text, file) !== undefined) return undefined;
  const example = file.source.dateOrder === "dmy" ? "31/05/2017" : "5/31/2017";
  const column = file.header.names[position] ?? "";
  const message = `Found ${shown(text)}, expected a day such as 2017-05-31 or ${example}${dayHint(text, file.source.dateOrder)}.`;
  return { code: "bad-day", column, message };
}

/** What to do where a day could be read the other way round. */
export function dayHint(text: string, order: Source["dateOrder"]): string {
  const isDayFirst = order === undefined && parseDay(text, "dmy") !== undefined;
  return isDayFirst ? "; if days stand before months here, say `dateOrder: dmy` under `sources:` in job.yaml" : "";
}

function associationFault(fields: readonly string[], file: ConsumptionExport, reading: Reading): Fault | undefined {
  const position = file.columns.get("association");
  const label = position === undefined ? undefined : (fields[position] ?? "");
  if (position === undefined || label === undefined || labelState(label, file, reading) === "known") return undefined;
  const line = `${JSON.stringify(label.trim())}: tpor`;
  const message =
    label.trim() === ""
      ? "Found no association beside the partner; say `association:` for this source in job.yaml if all its rows have the same, or leave the partner to associations.csv, too."
      : `Found ${shown(label)}, which config/associations.yaml does not know; if its consumption is to count, add a line with the right kind under \`labels:\` there:   ${line}`;
  return { code: "unknown-association", column: file.header.names[position] ?? "", message };
}

function shown(text: string): string {
  return text.trim() === "" ? "an empty field" : JSON.stringify(text.slice(0, 60));
}
