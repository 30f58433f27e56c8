import type { RejectCode, RejectedRow } from "../domain/consumption.ts";
import { type DateOrder, type Day, parseDay } from "../domain/day.ts";
import type { TranscriptFormat, TranscriptRole } from "../domain/format.ts";
import { normaliseId } from "../domain/ids.ts";
import type { TranscriptRow } from "../domain/person.ts";
import { cell, columnPosition, readTable, type Table, type TableRow } from "../rows/read-table.ts";
import { dayHint } from "../rows/reject-messages.ts";
import type { TableEncoding } from "../rows/table-text.ts";

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
  const reader = readerOf(table, source);
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
  readonly positions: Positions;
  readonly day: (text: string) => Day | undefined;
  readonly passed: ReadonlySet<string>;
  readonly inactive: ReadonlySet<string>;
}

type Positions = Readonly<Partial<Record<TranscriptRole, number>>>;

function readerOf(table: Table, source: TranscriptSource): Reader {
  const { format, dateOrder } = source;
  return {
    source,
    table,
    positions: positionsOf(table, format),
    day: dayReader(dateOrder),
    passed: labelsOf(format.passed),
    inactive: labelsOf(format.inactive),
  };
}

/** Many rows say the same day: each distinct text is read once. */
function dayReader(order: DateOrder | undefined): (text: string) => Day | undefined {
  const known = new Map<string, Day | undefined>([["", undefined]]);
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found;
    const day = parseDay(text, order);
    known.set(text, day);
    return day;
  };
}

type Reject = Pick<RejectedRow, "column" | "code" | "message">;

function readRow(row: TableRow, reader: Reader): TranscriptRow | Reject {
  const { source, positions } = reader;
  const completed = cell(row, positions.completedOn);
  const completedOn = reader.day(completed);
  if (completedOn === undefined) return badDay(reader, { role: "completedOn", code: "bad-day", text: completed });
  const expires = cell(row, positions.expiresOn);
  const expiresOn = reader.day(expires);
  if (expiresOn === undefined && expires !== "") {
    return badDay(reader, { role: "expiresOn", code: "bad-expiry", text: expires });
  }
  const mcpId = normaliseId(cell(row, positions.mcpId));
  const userId = cell(row, positions.userId).toLowerCase();
  const emails = emailsOf(cell(row, positions.email), cell(row, positions.otherEmail));
  if (mcpId === "" && userId === "" && emails.length === 0) return noPersonId;
  return {
    file: source.file,
    line: row.line,
    mcpId,
    emails,
    userId,
    partnerId: normaliseId(cell(row, positions.partner)) || (source.partnerId ?? ""),
    partnerName: cell(row, positions.partnerName),
    partnerCountry: cell(row, positions.partnerCountry),
    activityId: cell(row, positions.activityId),
    title: cell(row, positions.title),
    completedOn,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    passed: positions.result === undefined ? undefined : isLabel(cell(row, positions.result), reader.passed),
    inactive: isLabel(cell(row, positions.status), reader.inactive),
  };
}

/** Each address once, in lower case. */
function emailsOf(email: string, otherEmail: string): readonly string[] {
  const emails: string[] = [];
  if (email !== "") emails.push(email.toLowerCase());
  const other = otherEmail.toLowerCase();
  if (other !== "" && other !== emails[0]) emails.push(other);
  return emails;
}

function positionsOf(table: Table, format: TranscriptFormat): Positions {
  const positions: Partial<Record<TranscriptRole, number>> = {};
  for (const [role, names] of Object.entries(format.columns) as [TranscriptRole, readonly string[]][]) {
    const position = columnPosition(table.header, names);
    if (position !== undefined) positions[role] = position;
  }
  return positions;
}

function labelsOf(labels: readonly string[]): ReadonlySet<string> {
  return new Set(labels.map((label) => label.trim().toLowerCase()));
}

/** Labels are compared in lower case. */
function isLabel(text: string, labels: ReadonlySet<string>): boolean {
  return labels.has(text.toLowerCase());
}

function badDay(
  { table, positions, source }: Reader,
  fault: { role: "completedOn" | "expiresOn"; code: Extract<RejectCode, "bad-day" | "bad-expiry">; text: string },
): Reject {
  const { role, code, text } = fault;
  const expected: Day = "2017-06-01";
  return {
    column: table.header[positions[role] ?? -1] ?? "",
    code,
    message:
      text === ""
        ? `Found no day, expected one such as ${expected}.`
        : `Found "${text}", expected a day such as ${expected}${dayHint(text, source.dateOrder)}.`,
  };
}

const noPersonId: Reject = {
  column: "",
  code: "no-person-id",
  message: "Found no certification id, e-mail address or user id, expected at least one of them.",
};
