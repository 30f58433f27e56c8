import type { Day } from "../domain/day.ts";
import type { RejectedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import type { RejectedShare } from "../domain/rejected-share.ts";

/**
 * Returns what share of each partner's transcript rows up to the as-of day was rejected (S11): of those that name it. A
 * row whose day cannot be read could be up to that day.
 *
 * @param rows - without duplicates, both of them
 * @returns by partner id; partners without a rejected row are absent
 */
export function transcriptShares(
  rows: { readonly past: readonly TranscriptRow[]; readonly rejected: readonly RejectedTranscriptRow[] },
  asOf: Day,
): ReadonlyMap<string, RejectedShare> {
  const isPast = ({ completedOn }: RejectedTranscriptRow) => completedOn === undefined || completedOn <= asOf;
  const rejected = countByPartner(rows.rejected.filter(isPast));
  const past = countByPartner(rows.past);
  return new Map(
    [...rejected].map(([partnerId, count]) => [
      partnerId,
      { rows: (past.get(partnerId) ?? 0) + count, rejected: count },
    ]),
  );
}

function countByPartner(rows: readonly { readonly partnerId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { partnerId } of rows) if (partnerId !== "") counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
  return counts;
}
