import type { Day } from "../domain/day.ts";
import type { CredentialEvidence, PersonEvidence, RouteEvidence } from "../domain/explanation.ts";
import type { AssessedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import type { Route } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { groupPersons } from "../qualify/group-persons.ts";
import { acceptedKeys } from "../qualify/people-rules.ts";
import { labelOfPerson } from "../qualify/person-partner.ts";
import type { PeopleRule } from "../requirements/people.ts";

/** The partner and day that persons are listed for, and how persons are named. */
export interface PersonEvidenceOptions {
  readonly partnerId: string;
  readonly asOf: Day;
  /** Returns a label as reports show it. */
  readonly called: (label: string) => string;
}

/**
 * Returns the persons of one partner: those who count for it, and those whose rows name it although they count for
 * another (S10).
 *
 * @param assessed - every transcript row of the run
 */
export function personEvidence(
  assessed: readonly AssessedTranscriptRow[],
  { partnerId, asOf, called }: PersonEvidenceOptions,
): PersonEvidence[] {
  const verdicts = new Map(assessed.map((entry) => [entry.row, entry]));
  const past = assessed.filter(({ row }) => row.completedOn <= asOf).map(({ row }) => row);
  const persons = groupPersons(past);
  const concerns = (rows: readonly TranscriptRow[]) =>
    rows.some((row) => row.partnerId === partnerId || verdicts.get(row)?.partnerId === partnerId);
  const found = persons.groups.filter(concerns).map((rows) => ({ label: labelOfPerson(rows), rows }));
  const later = assessed
    .filter(
      ({ row, ...verdict }) =>
        row.completedOn > asOf && (row.partnerId === partnerId || verdict.partnerId === partnerId),
    )
    .map(({ row }) => row);
  for (const row of later) addLater(found, row, persons.groupOf(row));
  const labels = distinctLabels(found.map(({ label }) => called(label)));
  return found
    .map(({ rows }, index) => ({
      label: labels[index] ?? "",
      countsFor: verdicts.get(rows[0] as TranscriptRow)?.partnerId ?? "",
      rows: rows.map((row) => credentialOf(verdicts.get(row) as AssessedTranscriptRow)).sort(byDay),
    }))
    .sort(
      (a, b) =>
        Number(b.rows.some((row) => row.counts)) - Number(a.rows.some((row) => row.counts)) ||
        compareCodePoints(a.label, b.label),
    );
}

type Found = { label: string; rows: readonly TranscriptRow[] };

/** Adds a row after the as-of day, which affects no verdict but is listed with its person. */
function addLater(found: Found[], row: TranscriptRow, group: readonly TranscriptRow[] | undefined): void {
  const known = found.find(({ rows }) => group?.some((member) => rows.includes(member)));
  if (known === undefined) found.push({ label: labelOfPerson([row]), rows: [row] });
  else known.rows = [...known.rows, row];
}

/** Numbers masked labels that are alike: `a***@contoso.com (2)`. */
function distinctLabels(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

function credentialOf({ row, credentialKey, kind, counts, reason }: AssessedTranscriptRow): CredentialEvidence {
  const { completedOn, expiresOn, file, line } = row;
  const credential = row.title === "" ? row.activityId : row.title;
  return { credential, key: credentialKey, kind, completedOn, expiresOn, counts, reason, file, line };
}

function byDay(a: CredentialEvidence, b: CredentialEvidence): number {
  return compareCodePoints(a.completedOn, b.completedOn) || compareCodePoints(a.file, b.file) || a.line - b.line;
}

/** Returns who counts on each route of a people requirement. */
export function routeEvidence(
  { routes }: PeopleRule,
  persons: readonly PersonEvidence[],
  { partnerId, asOf }: Pick<PersonEvidenceOptions, "partnerId" | "asOf">,
): RouteEvidence[] {
  return routes.map((route: Route) => {
    const accepted = acceptedKeys(route, asOf);
    const passed = ({ countsFor, rows }: PersonEvidence) =>
      countsFor === partnerId && rows.some(({ counts, key }) => counts && key !== undefined && accepted.has(key));
    return {
      id: route.id,
      quote: route.quote,
      persons: persons.filter(passed).map(({ label }) => label),
      accepted: route.credentials
        .filter(({ credential }) => accepted.has(credential.key))
        .map(({ credential }) => credential.title),
    };
  });
}
