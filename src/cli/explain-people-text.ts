import { alignedTable } from "../domain/aligned-table.ts";
import type { Day } from "../domain/day.ts";
import type { CredentialEvidence, PeopleEvidence, PersonEvidence } from "../domain/explanation.ts";
import { indented } from "./explain-words.ts";

interface Asked {
  readonly asOf: Day;
  readonly partnerId: string;
}

/** Describes who counts for a partner and who does not, through which credentials and why. */
export function peopleText({ read, persons }: PeopleEvidence, asked: Asked): string[] {
  const title = "PEOPLE: whom the transcripts name for this partner";
  if (!read) return [title, "  No transcript was read, so nothing is known."];
  if (persons.length === 0) return [title, "  Nobody."];
  return [title, ...persons.flatMap((person) => indented(personLines(person, asked), 2))];
}

function personLines({ label, countsFor, rows }: PersonEvidence, asked: Asked): string[] {
  const elsewhere = countsFor !== "" && countsFor !== asked.partnerId;
  const counts = !elsewhere && rows.some((row) => row.counts);
  const verdict = elsewhere
    ? `counts for partner ${countsFor}, which the latest completion names`
    : counts
      ? "counts"
      : "does not count";
  const table = rows.map((row) => [
    `  ${row.completedOn}`,
    row.credential,
    elsewhere && row.counts ? "counts there" : reasonInWords(row, asked),
    `${row.file}:${row.line}`,
  ]);
  return [`${label}: ${verdict}`, ...alignedTable(table)];
}

function reasonInWords({ reason, expiresOn }: CredentialEvidence, { asOf }: Asked): string {
  switch (reason) {
    case "counted":
      return "counts";
    case "not-listed":
      return "no: the rules do not name it";
    case "not-passed":
      return "no: not passed";
    case "after-as-of":
      return `no: after ${asOf}`;
    case "expired":
      return `no: expired on ${expiresOn ?? ""}`;
    case "inactive":
      return "no: the export says it is no longer valid";
    case "no-longer-accepted":
      return "no: the rules accepted it only up to an earlier day";
    case "no-partner":
      return "no: no partner is named";
    default:
      return reason satisfies never;
  }
}
