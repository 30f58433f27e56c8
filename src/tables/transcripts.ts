import type { RejectCode, RejectedRow } from "../domain/consumption.ts";
import { type Day, dayHint, parseDay } from "../domain/day.ts";
import { diskError } from "../domain/disk-error.ts";
import type { TranscriptRole } from "../domain/format.ts";
import { normaliseId } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { TranscriptRow } from "../domain/person.ts";
import { isBroken, rawText, readRows, type WholeRow } from "../rows/read-rows.ts";
import { rowFileOf, rowLayoutOf, type TranscriptExport } from "../sources/export.ts";
import { hashFile } from "../sources/hash-file.ts";

/** The rows of one transcript export; `rowsRead` = `rows` + `rejects`. */
export interface Transcripts {
  readonly rows: readonly TranscriptRow[];
  /** In the order of their lines. */
  readonly rejects: readonly RejectedRow[];
  readonly rowsRead: number;
}

/**
 * Reads the rows of one transcript export (S10). A row whose person, completion day or expiry cannot be read is
 * rejected.
 *
 * @param maxBytes - most bytes that the file may expand to
 * @throws InputError when the file cannot be read to its end
 */
export async function readTranscripts(file: TranscriptExport, maxBytes: number): Promise<Transcripts> {
  const rows: TranscriptRow[] = [];
  const rejects: RejectedRow[] = [];
  const reader = { file, passed: labelsOf(file.format.passed), inactive: labelsOf(file.format.inactive) };
  for await (const batch of readRows(rowFileOf(file, maxBytes), rowLayoutOf(file))) {
    for (const row of batch) {
      const read = isBroken(row) ? { column: "", code: row.code, message: row.message } : readRow(row, reader);
      if ("code" in read) rejects.push({ file: file.file, line: row.line, ...read, raw: rawText(row.raw) });
      else rows.push(read);
    }
  }
  return { rows, rejects, rowsRead: rows.length + rejects.length };
}

interface Reader {
  readonly file: TranscriptExport;
  readonly passed: ReadonlySet<string>;
  readonly inactive: ReadonlySet<string>;
}

type Reject = Pick<RejectedRow, "column" | "code" | "message">;

function readRow(row: WholeRow, reader: Reader): TranscriptRow | Reject {
  const { file, passed, inactive } = reader;
  const cell = (role: TranscriptRole) => (row.fields[file.columns.get(role) ?? -1] ?? "").trim();
  const completed = cell("completedOn");
  const completedOn = parseDay(completed, file.source.dateOrder);
  if (completedOn === undefined) return badDay(file, { role: "completedOn", code: "bad-day", text: completed });
  const expires = cell("expiresOn");
  const expiresOn = expires === "" ? undefined : parseDay(expires, file.source.dateOrder);
  if (expiresOn === undefined && expires !== "") {
    return badDay(file, { role: "expiresOn", code: "bad-expiry", text: expires });
  }
  const mcpId = normaliseId(cell("mcpId"));
  const userId = cell("userId").toLowerCase();
  const emails = emailsOf(cell("email"), cell("otherEmail"));
  if (mcpId === "" && userId === "" && emails.length === 0) return noPersonId;
  return {
    file: file.file,
    line: row.line,
    mcpId,
    emails,
    userId,
    partnerId: normaliseId(cell("partner")) || (file.source.partnerId ?? ""),
    partnerName: cell("partnerName"),
    partnerCountry: cell("partnerCountry"),
    activityId: cell("activityId"),
    title: cell("title"),
    completedOn,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    passed: file.columns.has("result") ? passed.has(cell("result").toLowerCase()) : undefined,
    inactive: inactive.has(cell("status").toLowerCase()),
  };
}

/** Returns each address once, in lower case. */
function emailsOf(email: string, otherEmail: string): readonly string[] {
  const emails: string[] = [];
  if (email !== "") emails.push(email.toLowerCase());
  const other = otherEmail.toLowerCase();
  if (other !== "" && other !== emails[0]) emails.push(other);
  return emails;
}

function labelsOf(labels: readonly string[]): ReadonlySet<string> {
  return new Set(labels.map((label) => label.trim().toLowerCase()));
}

function badDay(
  { header, columns, source }: TranscriptExport,
  fault: { role: "completedOn" | "expiresOn"; code: Extract<RejectCode, "bad-day" | "bad-expiry">; text: string },
): Reject {
  const { role, code, text } = fault;
  const expected: Day = "2017-06-01";
  return {
    column: (header.names[columns.get(role) ?? -1] ?? "").trim(),
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

/** Content of one transcript export. */
export interface IngestedTranscripts {
  readonly export: TranscriptExport;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rows: readonly TranscriptRow[];
  readonly rejects: readonly RejectedRow[];
}

/**
 * Reads all transcript exports; those that are left out are only hashed.
 *
 * @throws InputError with the problems of all files
 */
export async function ingestTranscripts(
  files: readonly TranscriptExport[],
  maxBytes: number,
): Promise<IngestedTranscripts[]> {
  const problems: InputProblem[] = [];
  const ingested: IngestedTranscripts[] = [];
  for (const file of files) {
    try {
      const sha256 = await hashFile(file.path);
      if (file.leftOutFor.length > 0) {
        ingested.push({ export: file, sha256, rowsRead: 0, rows: [], rejects: [] });
        continue;
      }
      ingested.push({ export: file, sha256, ...(await readTranscripts(file, maxBytes)) });
    } catch (cause) {
      const error = diskError(cause, file.path, "read");
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return ingested;
}
