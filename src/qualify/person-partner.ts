import type { PersonConflict, TranscriptRow } from "../domain/person.ts";
import { compareCodePoints } from "../domain/text.ts";

/**
 * Returns the one partner that a person counts for: the one named in the row with the latest completion day. Ties go to
 * the smallest partner id (S10).
 *
 * @param rows - all rows of one person up to the as-of day, including those that do not count
 * @returns empty when no row names a partner
 */
export function partnerOfPerson(rows: readonly TranscriptRow[]): string {
  let partner = "";
  let latest = "";
  for (const { partnerId, completedOn } of rows) {
    if (partnerId === "" || completedOn < latest) continue;
    if (completedOn > latest || compareCodePoints(partnerId, partner) < 0) partner = partnerId;
    latest = completedOn;
  }
  return partner;
}

/**
 * Describes the conflict of a person whose rows name more than one partner (S10).
 *
 * @param rows - all rows of one person up to the as-of day
 * @returns `undefined` when the rows name at most one partner
 */
export function conflictOfPerson(rows: readonly TranscriptRow[]): PersonConflict | undefined {
  if (rows.length === 1) return undefined;
  const first = rows.find(({ partnerId }) => partnerId !== "")?.partnerId;
  if (rows.every(({ partnerId }) => partnerId === "" || partnerId === first)) return undefined;
  const countsFor = partnerOfPerson(rows);
  const named = new Set(rows.map((row) => row.partnerId).filter((id) => id !== "" && id !== countsFor));
  return { person: labelOfPerson(rows), countsFor, alsoNamed: [...named].toSorted(compareCodePoints) };
}

/** Returns the smallest e-mail address, else certification id, else user id: independent of the order of the rows. */
export function labelOfPerson(rows: readonly TranscriptRow[]): string {
  const smallestOf = (idsOf: (row: TranscriptRow) => readonly string[]) => {
    let smallest = "";
    for (const row of rows) {
      for (const id of idsOf(row)) {
        if (id !== "" && (smallest === "" || compareCodePoints(id, smallest) < 0)) smallest = id;
      }
    }
    return smallest;
  };
  return (
    smallestOf(({ emails }) => emails) || smallestOf(({ mcpId }) => [mcpId]) || smallestOf(({ userId }) => [userId])
  );
}
