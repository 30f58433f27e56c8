import { compareCodePoints } from "../domain/text.ts";
import { type Connection, countType, intType, textType } from "../partials/duckdb/engine.ts";
import { unitOf } from "./billed-days.ts";

/** Parts that overlap, by part number. */
export interface PartOverlap {
  readonly format: string;
  readonly parts: readonly number[];
  readonly subscriptionDays: number;
}

/**
 * Finds files, or sheets and members of one group, with the same subscription on the same day where no rule says which of
 * them counts (S14). Requires the table that `bucketRows` creates; leaves a table `overlapping` with these rows.
 */
export async function overlaps(connection: Connection): Promise<PartOverlap[]> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE overlapping AS
    WITH held AS (
      SELECT file, part, files.format AS format, CASE WHEN supersede = 'none' THEN -1 ELSE grp END AS among, ${unitOf} AS unit, day,
        rows, usd, first_day, last_day
      FROM bucketed JOIN files USING (file)
      WHERE (supersede = 'none' OR part <> grp) AND bucket IS NULL AND day IS NOT NULL AND (subscription <> '' OR customer <> '')
    )
    SELECT * FROM held SEMI JOIN (
      SELECT format, among, unit, day FROM held GROUP BY ALL HAVING count(DISTINCT part) > 1
    ) USING (format, among, unit, day)`);
  const rows = await connection.query(
    `WITH shared AS (
       SELECT format, list_sort(list(DISTINCT part)) AS parts FROM overlapping GROUP BY format, among, unit, day
     ),
     sets AS (SELECT format, parts, count(*) AS days, row_number() OVER (ORDER BY format, parts) AS id FROM shared GROUP BY format, parts)
     SELECT id, format, days, unnest(parts) AS part FROM sets ORDER BY id, part`,
    { id: countType, format: textType, subscriptionDays: countType, part: intType },
  );
  const sets = new Map<number, { format: string; subscriptionDays: number; parts: number[] }>();
  for (const { id, part, ...rest } of rows) {
    const known = sets.get(id);
    if (known === undefined) sets.set(id, { ...rest, parts: [part] });
    else known.parts.push(part);
  }
  const keyOf = ({ format, parts }: PartOverlap) => `${format} ${parts.join(",")}`;
  return [...sets.values()].sort((a, b) => compareCodePoints(keyOf(a), keyOf(b)));
}
