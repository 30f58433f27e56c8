import type { RejectCode, RejectedRow } from "../domain/consumption.ts";
import { dayHint, doubtfulOrder, fitsBothOrders } from "../domain/day.ts";
import { damagedIdHint } from "../domain/ids.ts";
import { invariant } from "../domain/invariant.ts";
import { parseAmount } from "../domain/money.ts";
import { rejectList } from "../domain/rejects.ts";
import { isBroken, rawText, readRows } from "../rows/read-rows.ts";
import { type ConsumptionExport, exclusionPositions, rowFileOf, rowLayoutOf } from "../sources/export.ts";
import { isExcludedBy } from "./exclusions.ts";
import { dayOf, type LabelReading, labelState, mayBeNameless } from "./read-texts.ts";

/** Rows to find. */
interface RejectsWanted {
  /** Number of rows with a text that cannot be read. */
  readonly count: number;
  /** Whether dates that fit both orders are rejected. */
  readonly isUnordered: boolean;
  readonly reading: LabelReading;
  readonly maxBytes: number;
}

/**
 * Finds the rows of a file with a day, an amount or a label that cannot be read, in one pass that stops after the last
 * of them.
 *
 * @throws Error when their number differs from the number of rejected rows: a bug
 */
export async function findRejects(file: ConsumptionExport, wanted: RejectsWanted): Promise<RejectedRow[]> {
  if (wanted.count === 0) return [];
  const found = rejectList();
  for await (const rows of readRows(rowFileOf(file, wanted.maxBytes), rowLayoutOf(file))) {
    for (const row of rows) {
      const fault = isBroken(row) ? undefined : rowFault(row.fields, file, wanted);
      if (fault !== undefined) found.add({ file: file.file, line: row.line, ...fault, raw: rawText(row.raw) });
    }
    if (found.count() >= wanted.count) break;
  }
  const [rejected, again] = [wanted.count, found.count()];
  invariant(again === rejected, `${file.file}: ${rejected} rows were rejected, but ${again} were found again`);
  return found.all();
}

/** What is wrong with one row whose fields can be separated. */
export interface Fault {
  readonly code: RejectCode;
  /** Column as the header names it. */
  readonly column: string;
  readonly message: string;
}

/**
 * Finds the fault of one row, by the same rules as `sumGroups`: the first in the order id, amount, day, association.
 *
 * @returns `undefined` for a row that is not rejected
 */
function rowFault(
  fields: readonly string[],
  file: ConsumptionExport,
  { reading, isUnordered }: RejectsWanted,
): Fault | undefined {
  if (isExcluded(fields, file, reading)) return undefined;
  return (
    idFault(fields, file, reading) ??
    amountFault(fields, file) ??
    dayFault(fields, file, isUnordered) ??
    associationFault(fields, file, reading)
  );
}

function isExcluded(fields: readonly string[], { format, header }: ConsumptionExport, { ids }: LabelReading): boolean {
  const positions = exclusionPositions(format, header);
  return format.exclude.some((rule, index) => {
    const cell = fields[positions[index] ?? -1];
    return cell !== undefined && isExcludedBy(rule, cell, ids);
  });
}

const idRoles = ["partner", "reseller", "customer", "subscription", "tenant", "invoice"] as const;

function idFault(fields: readonly string[], file: ConsumptionExport, { ids }: LabelReading): Fault | undefined {
  for (const role of idRoles) {
    const position = file.columns.get(role);
    const text = fields[position ?? -1];
    if (position === undefined || text === undefined || ids.id(text) !== undefined) continue;
    const message = `Found ${shown(text)}, expected an id with all its digits; ${damagedIdHint}.`;
    return { code: "damaged-id", column: file.header.names[position] ?? "", message };
  }
  return undefined;
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

function dayFault(fields: readonly string[], file: ConsumptionExport, isUnordered: boolean): Fault | undefined {
  const position = file.columns.get("day") ?? 0;
  const text = fields[position] ?? "";
  const column = file.header.names[position] ?? "";
  if (isUnordered && fitsBothOrders(text)) {
    const message = `Found ${shown(text)}, expected ${doubtfulOrder(file.source.dateOrder)}.`;
    return { code: "bad-day", column, message };
  }
  if (dayOf(text, file.source) !== undefined) return undefined;
  const example = file.source.dateOrder === "dmy" ? "31/05/2017" : "5/31/2017";
  const message = `Found ${shown(text)}, expected a day such as 2017-05-31 or ${example}${dayHint(text, file.source.dateOrder)}.`;
  return { code: "bad-day", column, message };
}

function associationFault(
  fields: readonly string[],
  file: ConsumptionExport,
  reading: LabelReading,
): Fault | undefined {
  const position = file.columns.get("association");
  if (position === undefined) return undefined;
  const label = fields[position] ?? "";
  const state = labelState(label, file.source, reading);
  if (state === "known" || (state === "blank" && mayBeNameless(file) && !namesPartner(fields, file, reading)))
    return undefined;
  const line = `${JSON.stringify(label.trim())}: tpor`;
  const message =
    state === "blank"
      ? "Found no association beside the partner; say `association:` for this source in job.yaml if all its rows have the same, or leave the partner to associations.csv, too."
      : `Found ${shown(label)}, which config/associations.yaml does not know; if its consumption is to count, add a line with the right kind under \`labels:\` there:   ${line}`;
  return { code: "unknown-association", column: file.header.names[position] ?? "", message };
}

function namesPartner(fields: readonly string[], { columns }: ConsumptionExport, { ids }: LabelReading): boolean {
  return ids.id(fields[columns.get("partner") ?? -1] ?? "") !== "";
}

function shown(text: string): string {
  return text.trim() === "" ? "an empty field" : JSON.stringify(text.slice(0, 60));
}
