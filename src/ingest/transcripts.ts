import type { RejectCode, RejectedRow } from "../domain/consumption.ts";
import { type DateOrder, type Day, parseDay } from "../domain/day.ts";
import type { TranscriptFormat, TranscriptRole } from "../domain/format.ts";
import { normaliseId } from "../domain/ids.ts";
import type { TranscriptRow } from "../domain/person.ts";
import { cell, columnPosition, readTable, type Table, type TableRow } from "./read-table.ts";
import type { TableEncoding } from "./table-text.ts";

/** What the operator and the format say about one transcript export. */
export interface TranscriptSource {
  /** Path relative to the input folder, with `/`, for reports. */
  readonly file: string;
  readonly format: TranscriptFormat;
  readonly dateOrder?: DateOrder | undefined;
  /** Partner of the rows that name none. */
  readonly partnerId?: string | undefined;
  /** Of a file without byte order mark; UTF-8 by default. */
  readonly encoding?: TableEncoding | undefined;
}

/** The rows of one transcript export; `rowsRead` = `rows` + `rejects`. */
export interface Transcripts {
  readonly rows: readonly TranscriptRow[];
  /** In the order of their lines. */
  readonly rejects: readonly RejectedRow[];
  readonly rowsRead: number;
}

/**
 * Reads one transcript export whole (S10). A row whose person, completion day or expiry cannot be read is rejected.
 *
 * @param path - absolute path of the file
 * @throws InputError when the file cannot be read as a table
 */
export function readTranscripts(path: string, source: TranscriptSource): Transcripts {
  const { file, encoding } = source;
  const table = readTable(path, { file, ...(encoding === undefined ? {} : { encoding }) });
  const reader = { source, table, positions: positionsOf(table, source.format) };
  const rows: TranscriptRow[] = [];
  const rejects: RejectedRow[] = table.broken.map(({ line, code, message }) => ({
    file,
    line,
    column: "",
    code,
    message,
    raw: table.rawOf(line),
  }));
  for (const row of table.rows) {
    const read = readRow(row, reader);
    if ("code" in read) rejects.push({ file, line: row.line, ...read, raw: table.rawOf(row.line) });
    else rows.push(read);
  }
  rejects.sort((a, b) => a.line - b.line);
  return { rows, rejects, rowsRead: rows.length + rejects.length };
}

interface Reader {
  readonly source: TranscriptSource;
  readonly table: Table;
  readonly positions: ReadonlyMap<TranscriptRole, number>;
}

type Reject = Pick<RejectedRow, "column" | "code" | "message">;

function readRow(row: TableRow, reader: Reader): TranscriptRow | Reject {
  const text = (role: TranscriptRole) => cell(row, reader.positions.get(role));
  const { source } = reader;
  const completedOn = parseDay(text("completedOn"), source.dateOrder);
  if (completedOn === undefined)
    return badDay(reader, { role: "completedOn", code: "bad-day", text: text("completedOn") });
  const expiresOn = parseDay(text("expiresOn"), source.dateOrder);
  if (expiresOn === undefined && text("expiresOn") !== "") {
    return badDay(reader, { role: "expiresOn", code: "bad-expiry", text: text("expiresOn") });
  }
  const ids = idsOf(text);
  if (ids.mcpId === "" && ids.userId === "" && ids.emails.length === 0) return noPersonId;
  return {
    file: source.file,
    line: row.line,
    ...ids,
    partnerId: normaliseId(text("partner")) || (source.partnerId ?? ""),
    partnerName: text("partnerName"),
    partnerCountry: text("partnerCountry"),
    activityId: text("activityId"),
    title: text("title"),
    completedOn,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    passed: reader.positions.has("result") ? isLabel(text("result"), source.format.passed) : undefined,
    inactive: isLabel(text("status"), source.format.inactive),
  };
}

function idsOf(text: (role: TranscriptRole) => string): Pick<TranscriptRow, "mcpId" | "emails" | "userId"> {
  const emails = [text("email"), text("otherEmail")]
    .map((email) => email.toLowerCase())
    .filter((email) => email !== "");
  return { mcpId: normaliseId(text("mcpId")), emails: [...new Set(emails)], userId: text("userId").toLowerCase() };
}

function positionsOf(table: Table, format: TranscriptFormat): ReadonlyMap<TranscriptRole, number> {
  const roles = Object.entries(format.columns) as [TranscriptRole, readonly string[]][];
  const found = roles.map(([role, names]) => [role, columnPosition(table.header, names)] as const);
  return new Map(found.filter((entry): entry is [TranscriptRole, number] => entry[1] !== undefined));
}

function isLabel(text: string, labels: readonly string[]): boolean {
  return labels.some((label) => label.trim().toLowerCase() === text.toLowerCase());
}

function badDay(
  { table, positions }: Reader,
  fault: { role: "completedOn" | "expiresOn"; code: Extract<RejectCode, "bad-day" | "bad-expiry">; text: string },
): Reject {
  const { role, code, text } = fault;
  const expected: Day = "2017-06-01";
  return {
    column: table.header[positions.get(role) ?? -1] ?? "",
    code,
    message:
      text === ""
        ? `Found no day, expected one such as ${expected}.`
        : `Found "${text}", expected a day such as ${expected}.`,
  };
}

const noPersonId: Reject = {
  column: "",
  code: "no-person-id",
  message: "Found no certification id, e-mail address or user id, expected at least one of them.",
};
