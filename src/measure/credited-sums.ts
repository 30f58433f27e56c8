import type { Bucket } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import {
  type Connection,
  countType,
  flagType,
  intType,
  nullable,
  textType,
  usdType,
} from "../partials/duckdb/engine.ts";

/** Rows of one file in one month that ended up in one bucket, credited to one partner or to nobody. */
export interface CreditedSum {
  /** Empty where the rows are credited to nobody. */
  readonly partnerId: string;
  /** Empty where the day cannot be read. */
  readonly month: Month;
  /** The file's number. */
  readonly file: number;
  readonly bucket: Bucket;
  /** Age of the group of files that replaced the rows; `undefined` where nothing did. */
  readonly newer: number | undefined;
  /** Whether the rows are repeated because they are credited to another partner, too. */
  readonly again: boolean;
  /** Whether they are `unattributed` because associations.csv says that nobody is credited: nothing is left to do (S5). */
  readonly waived: boolean;
  /** Empty where not known or not needed. */
  readonly customerCountry: string;
  readonly rows: number;
  readonly usd: Usd;
}

/**
 * Sums credited rows as finely as any question about partners, files and months needs. Everything else is added up from
 * these sums, so the rows are read only once.
 *
 * @param credited - a query or a table with the columns of `creditedQuery`
 * @returns sorted by partner and month, in code point order
 */
export async function creditedSums(connection: Connection, credited: string): Promise<CreditedSum[]> {
  const rows = await connection.query(
    `SELECT coalesce(partner, '') AS partner, coalesce(month, '') AS month, file, bucket, newer, again,
       waived_partner IS NOT NULL AS waived, coalesce(customer_country, '') AS customer_country, CAST(sum(rows) AS BIGINT), CAST(sum(usd) AS DECIMAL(38, 10))
     FROM (${credited}) GROUP BY ALL ORDER BY ALL`,
    {
      partnerId: textType,
      month: textType,
      file: intType,
      bucket: textType,
      newer: nullable(intType),
      again: flagType,
      waived: flagType,
      customerCountry: textType,
      rows: countType,
      usd: usdType,
    },
  );
  return rows.map((row) => ({ ...row, bucket: row.bucket as Bucket }));
}

/** Buckets that a row's file or day decides, before any rule about partners applies (S13). */
const closedBuckets: ReadonlySet<Bucket> = new Set(["excluded", "rejected", "superseded", "outside-window"]);

/** Returns whether the rules about partners decide: the rows are in the window, in an export that counts. */
export function isOpen({ bucket }: Pick<CreditedSum, "bucket">): boolean {
  return !closedBuckets.has(bucket);
}
