import type { AssociationKind } from "../domain/association.ts";
import type { Bucket } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import { type Connection, countType, intType, nullable, textType, usdType } from "../partials/duckdb/engine.ts";

/** Rows of one partner in one file, month and bucket, of one subscription under one association. */
export interface PartnerShare {
  /** The file's number. */
  readonly file: number;
  readonly format: string;
  /** Empty where only `associations.csv` could say, and did not. */
  readonly kind: AssociationKind | "";
  /** `s` and the subscription, or `c` and the customer where there is none. */
  readonly unit: string;
  /** Empty where the day cannot be read. */
  readonly month: Month;
  readonly bucket: Bucket;
  /** Age of the group of files that replaced the rows; `undefined` where nothing did. */
  readonly newer: number | undefined;
  readonly rows: number;
  readonly usd: bigint;
}

/**
 * Returns everything that is credited to a partner or names it, counted or not. Requires the tables that `bucketRows`
 * and `creditRows` create.
 */
export async function partnerShares(connection: Connection, partnerId: string): Promise<PartnerShare[]> {
  const rows = await connection.query(
    `
    SELECT file, format, coalesce(kind, '') AS kind, unit, coalesce(month, '') AS month, bucket, newer,
      CAST(sum(rows) AS BIGINT), CAST(sum(usd) AS DECIMAL(38, 10))
    FROM (
      SELECT file, format, kind, unit, month, bucket, NULL AS newer, rows, usd FROM credited WHERE partner = $partner
      UNION ALL
      -- Rows that associations.csv credits to nobody are the partner's own otherwise.
      SELECT file, format, kind, unit, month, bucket, NULL AS newer, rows, usd FROM credited WHERE waived_partner = $partner
      UNION ALL
      -- Rows that their file or day decides about are credited to nobody: here to whom they would be.
      SELECT file, format, kind, CASE WHEN j.subscription <> '' THEN 's' || j.subscription ELSE 'c' || customer END, month,
        bucket, newer, rows, usd
      FROM bucketed j
        LEFT JOIN billed_partners billed ON billed.tenant = j.unbilled_tenant AND billed.subscription = j.subscription
      WHERE bucket IS NOT NULL AND coalesce(nullif(j.partner, ''), nullif(billed.donor, ''), fallback) = $partner
    )
    GROUP BY ALL ORDER BY ALL`,
    {
      ...{ file: intType, format: textType, kind: textType, unit: textType, month: textType, bucket: textType },
      ...{ newer: nullable(intType), rows: countType, usd: usdType },
    },
    { partner: partnerId },
  );
  return rows.map((row) => ({ ...row, kind: row.kind as PartnerShare["kind"], bucket: row.bucket as Bucket }));
}
