import { buckets, type Warning } from "../domain/consumption.ts";
import { dollars } from "../domain/dollars.ts";
import type { Job } from "../domain/job.ts";
import { isMoreThanPercent } from "../domain/percent.ts";
import type { AllRejects } from "../domain/rejected-share.ts";
import type { RunReport } from "../domain/report.ts";
import { compareCodePoints, firstTen } from "../domain/text.ts";
import { countOfThings, note } from "./quality-words.ts";
import { isTooMuch } from "./stated-requirement.ts";

/** Rows and dollars whose share has a limit. */
export interface Shares {
  readonly limits: Job["limits"];
  /** Consumption rows and transcript rows together. */
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly rejected: AllRejects;
  /** Where consumption rows ended up, without what associations.csv says is nobody's (S5). */
  readonly buckets: RunReport["totals"]["buckets"];
}

/** Names the partners of whom so many rows were rejected that what they do not meet is unknown (S11). */
export function rejectedOfPartners({ rejected, limits }: Shares): Warning[] {
  const { rejectedPercentPerPartner: limit } = limits;
  const found = (["consumption", "transcripts"] as const).flatMap((what) =>
    [...rejected[what]].filter(([, share]) => isTooMuch(share, limits)).map(([id, share]) => ({ id, what, ...share })),
  );
  if (found.length === 0) return [];
  const named = found
    .sort((a, b) => compareCodePoints(a.id, b.id) || compareCodePoints(a.what, b.what))
    .map(({ id, what, rows, rejected: bad }) => `${id} (${what}: ${bad} of ${rows})`);
  const partners = countOfThings(new Set(found.map(({ id }) => id)).size, "partner");
  const message = `More than ${limit} % (limits.rejectedPercentPerPartner) of the rows of ${partners} rejected: ${firstTen(named)}. What they do not meet without these rows is unknown; mend the rows in rejects.csv.`;
  return [note("rejected-rows-of-partner", message, true)];
}

/** Whether a limit is crossed, and the words for it. */
interface Limit {
  readonly crosses: boolean;
  readonly limit: string;
}

const withinLimit: Limit = { crosses: false, limit: "" };

/** Compares the rows without an exchange rate with all that would count with one. */
export function missingRateLimit({ buckets, limits: { missingRatePercent } }: Shares): Limit {
  const { rows } = buckets["missing-rate"];
  const all = rows + buckets.duplicate.rows + buckets.counted.rows;
  if (!isMoreThanPercent(rows, missingRatePercent, all)) return withinLimit;
  const limit = `: more than ${missingRatePercent} % (limits.missingRatePercent) of the ${all} that would count`;
  return { crosses: true, limit };
}

/** The buckets whose dollars are credited to somebody, or could be. */
const creditable = buckets.slice(buckets.indexOf("unattributed"));

/** Compares exact sums. Where refunds outweigh all else, any dollar credited to nobody is more than any share. */
export function unattributedLimit({ buckets: tallies, limits: { unattributedPercent } }: Shares): Limit {
  const { usd } = tallies.unattributed;
  const all = creditable.reduce((sum, bucket) => sum + tallies[bucket].usd, 0n);
  if (usd <= 0n || !isMoreThanPercent(usd, unattributedPercent, all)) return withinLimit;
  const share = `${unattributedPercent} % (limits.unattributedPercent) of the ${dollars(all)} that could be credited`;
  return { crosses: true, limit: `: more than ${share}` };
}
