import { hash } from "node:crypto";
import type { RejectCode, RejectedRow } from "../domain/consumption.ts";
import { type Day, dayHint, doubtfulOrder, fitsBothOrders, parseDay } from "../domain/day.ts";
import { type TranscriptRole, transcriptRoles } from "../domain/format.ts";
import { damagedIdHint, type IdReader, trimmed } from "../domain/ids.ts";
import type { RejectedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import type { WholeRow } from "../rows/read-rows.ts";
import type { TranscriptExport } from "../sources/export.ts";

/** How the rows of one export are read. */
export interface Reader {
  readonly file: TranscriptExport;
  readonly ids: IdReader;
  /** Whether dates that fit both orders are rejected. */
  readonly isUnordered: boolean;
  readonly passed: ReadonlySet<string>;
  readonly inactive: ReadonlySet<string>;
  readonly active: ReadonlySet<string>;
}

type Reject = Pick<RejectedRow, "column" | "code" | "message">;

/** Returns what a row that is rejected still says (S11, S12): whose it is, and of which day. */
export function readRejected({ fields }: WholeRow, { file, ids, isUnordered }: Reader): RejectedTranscriptRow {
  const cell = (role: TranscriptRole) => trimmed(fields[file.columns.get(role) ?? -1] ?? "");
  const completed = cell("completedOn");
  const isDoubtful = isUnordered && fitsBothOrders(completed);
  return {
    file: file.file,
    partnerId: ids.id(cell("partner")) || (file.source.partnerId ?? ""),
    partnerName: cell("partnerName"),
    partnerCountry: ids.country(cell("partnerCountry")),
    completedOn: isDoubtful ? undefined : parseDay(completed, file.source.dateOrder),
    content: hash("sha256", JSON.stringify(transcriptRoles.map(cell)), "base64url").slice(0, contentLength),
  };
}

/** Characters kept of a hash: 96 bits, so that no two rows are alike by chance. */
const contentLength = 16;

/** Reads one row (S10). */
export function readRow(row: WholeRow, reader: Reader): TranscriptRow | Reject {
  const { file, ids, isUnordered, passed, inactive, active } = reader;
  const cell = (role: TranscriptRole) => trimmed(row.fields[file.columns.get(role) ?? -1] ?? "");
  const damaged = idRoles.find((role) => ids.id(cell(role)) === undefined);
  if (damaged !== undefined) return damagedId(file, damaged, cell(damaged));
  const completed = cell("completedOn");
  const completedOn = parseDay(completed, file.source.dateOrder);
  if (completedOn === undefined) return badDay(file, { role: "completedOn", code: "bad-day", text: completed });
  if (isUnordered && fitsBothOrders(completed)) return eitherDay(file, "completedOn", completed);
  const expires = expiryOf(cell("expiresOn"), ids);
  const expiresOn = expires === "" ? undefined : parseDay(expires, file.source.dateOrder);
  if (expiresOn === undefined && expires !== "") {
    return badDay(file, { role: "expiresOn", code: "bad-expiry", text: expires });
  }
  if (isUnordered && fitsBothOrders(expires)) return eitherDay(file, "expiresOn", expires);
  const status = cell("status");
  const mcpId = ids.id(cell("mcpId")) ?? "";
  const userId = (ids.id(cell("userId")) ?? "").toLowerCase();
  const emails = emailsOf(ids.text(cell("email")), ids.text(cell("otherEmail")));
  if (mcpId === "" && userId === "" && emails.length === 0) return noPersonId;
  return {
    file: file.file,
    line: row.line,
    mcpId,
    emails,
    userId,
    partnerId: ids.id(cell("partner")) || (file.source.partnerId ?? ""),
    partnerName: cell("partnerName"),
    partnerCountry: ids.country(cell("partnerCountry")),
    activityId: cell("activityId"),
    title: cell("title"),
    completedOn,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    passed: file.columns.has("result") ? passed.has(cell("result").toLowerCase()) : undefined,
    inactive: inactive.has(status.toLowerCase()),
    ...(status === "" || inactive.has(status.toLowerCase()) || active.has(status.toLowerCase())
      ? {}
      : { unknownStatus: status }),
  };
}

/** Returns what an expiry says, empty where the credential does not expire (S4). */
function expiryOf(cell: string, ids: IdReader): string {
  const text = ids.text(cell);
  const isNever = /^(?:never|does not expire)$/i.test(text) || parseDay(text) === "0001-01-01";
  return isNever ? "" : text;
}

const idRoles = ["mcpId", "userId", "partner"] as const;

function damagedId({ header, columns }: TranscriptExport, role: TranscriptRole, text: string): Reject {
  return {
    column: (header.names[columns.get(role) ?? -1] ?? "").trim(),
    code: "damaged-id",
    message: `Found "${text}", expected an id with all its digits; ${damagedIdHint}.`,
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

/** Returns labels as they are compared. */
export function labelsOf(labels: readonly string[]): ReadonlySet<string> {
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

/** Rejects a date that may be either of two days. */
function eitherDay({ header, columns, source }: TranscriptExport, role: TranscriptRole, text: string): Reject {
  return {
    column: (header.names[columns.get(role) ?? -1] ?? "").trim(),
    code: "bad-day",
    message: `Found "${text}", expected ${doubtfulOrder(source.dateOrder)}.`,
  };
}

const noPersonId: Reject = {
  column: "",
  code: "no-person-id",
  message: "Found no certification id, e-mail address or user id, expected at least one of them.",
};

/** Returns the texts of the cells of a row that are days. */
export function dayCells({ fields }: WholeRow, { columns }: TranscriptExport): string[] {
  return (["completedOn", "expiresOn"] as const).map((role) => fields[columns.get(role) ?? -1] ?? "");
}
