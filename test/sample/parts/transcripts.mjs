/** Two TrainingCompletions downloads that share rows, and a transcript list in the plain layout. */
import { trainings, transcripts } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { partnerOf } from "./partners.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";
import { completions, credentials } from "./transcript-rows.mjs";

const files = {
  older: "transcripts/TrainingCompletions_2017-02-03.csv",
  newer: "transcripts/TrainingCompletions_2017-08-14.csv",
  plain: "transcripts/exam-results-2017.csv",
};
const ordinary = new Set(["counted", "not-listed", "not-passed", "after-as-of", "expired", "inactive", "no-partner"]);

/** @param {import("./ledger.mjs").Ledger} ledger @returns {Map<string, Buffer>} */
export function transcriptFiles(ledger) {
  open(ledger, files.older, "Insights TrainingCompletions of February: every row of it is in the newer download too.");
  open(
    ledger,
    files.newer,
    "Insights TrainingCompletions of August, 18 columns; English and Chinese titles, an expired and an inactive certificate, a person with two MCP ids, one that changed partner, a date that does not exist.",
  );
  open(
    ledger,
    files.plain,
    "Plain transcript list: a failed exam, one passed after the as-of day, a row without a person, one without a partner, an expiry that is no date.",
  );
  const older = rowsIn("older");
  const newer = rowsIn("newer");
  noteAll(ledger, files.older, older, () => "counted");
  noteAll(ledger, files.newer, newer, (row) => (row.in.includes("older") ? "superseded" : "counted"));
  noteAll(ledger, files.plain, rowsIn("plain"), () => "counted");
  return new Map([
    [files.older, csvFile(trainings, older.map(trainingCells))],
    [files.newer, csvFile(trainings, newer.map(trainingCells), { encoding: "utf-8-bom" })],
    [files.plain, csvFile(transcripts, rowsIn("plain").map(plainCells))],
  ]);
}

/** @typedef {import("./transcript-rows.mjs").Completion} Completion */

/** @param {"older" | "newer" | "plain"} file */
function rowsIn(file) {
  return completions.filter((row) => row.in.includes(file));
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {string} file @param {readonly Completion[]} rows @param {(row: Completion) => string} bucketOf */
function noteAll(ledger, file, rows, bucketOf) {
  for (const row of rows) {
    const taken = ordinary.has(row.reason ?? "counted");
    note(ledger, file, { bucket: taken ? bucketOf(row) : "rejected" });
  }
}

/** E-mail of a person at their partner; the same for all rows of one person. @param {Completion} row */
function emailOf({ person, partner }) {
  if (person === "") return "";
  const home = completions.find((row) => row.person === person)?.partner ?? partner;
  const organisation = home === "" ? "" : partnerOf(home).name.split(" ")[0].toLowerCase();
  const domain = ["contoso", "fabrikam"].includes(organisation) ? organisation : "example";
  return `${person.toLowerCase().replace(" ", ".")}@${domain}.com`;
}

/** @param {Completion} row */
function trainingCells(row) {
  const [activity, title, route] = credentials[row.what];
  const [first = "", last = ""] = row.person.split(" ");
  const partner = partnerOf(row.partner);
  const email = emailOf(row);
  return cellsFor(trainings, {
    PGAMpnId: row.partner,
    TrainingActivityId: activity,
    TrainingTitle: title,
    TrainingType: route === "assessments" ? "assessment" : row.what === "mcsa" ? "certification" : "exam",
    IndividualFirstName: first,
    IndividualLastName: last,
    Email: row.id === "10288102" ? email.toUpperCase() : email,
    CorpEmail: row.id === "10241830" ? email : "",
    TrainingCompletionDate: row.on,
    ExpirationDate: row.expires ?? "",
    ActivationStatus: row.status ?? "Active",
    Month: `${row.on.slice(0, 7)}-01`,
    IcMCP: "1",
    MCPID: row.id,
    MPNId: row.partner,
    PartnerName: partner.name,
    PartnerCountryLocation: partner.country,
  });
}

/** @param {Completion} row */
function plainCells(row) {
  const [activity, title] = credentials[row.what];
  return cellsFor(transcripts, {
    person_id: row.id,
    email: emailOf(row),
    partner_id: row.partner,
    credential: activity,
    title,
    completed_on: row.on,
    expires_on: row.expires ?? "",
    result: row.result ?? "Pass",
  });
}
