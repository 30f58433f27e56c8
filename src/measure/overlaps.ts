import { compareCodePoints } from "../domain/text.ts";
import { type Connection, countType, intType, textType } from "../partials/duckdb/engine.ts";

/** Groups of files that overlap, by group number. */
export interface GroupOverlap {
  readonly format: string;
  readonly groups: readonly number[];
  readonly subscriptionDays: number;
}

/** Finds groups of files with the same subscription on the same day where no rule says which of them counts (S14). */
export async function overlaps(connection: Connection): Promise<GroupOverlap[]> {
  const rows = await connection.query(
    `WITH held AS (
       SELECT DISTINCT format, grp, CASE WHEN subscription <> '' THEN subscription ELSE customer END AS unit, day
       FROM partials JOIN files USING (file)
       WHERE supersede = 'none' AND state = 'ok' AND inside AND (subscription <> '' OR customer <> '')
         AND NOT EXISTS (FROM lost_days lost WHERE lost.file = partials.file AND partials.day BETWEEN lost.first_day AND lost.last_day)
     ),
     shared AS (
       SELECT format, unit, day, list_sort(list(grp)) AS grps FROM held GROUP BY format, unit, day HAVING count(*) > 1
     ),
     sets AS (SELECT format, grps, count(*) AS days, row_number() OVER (ORDER BY format, grps) AS id FROM shared GROUP BY format, grps)
     SELECT id, format, days, unnest(grps) AS grp FROM sets ORDER BY id, grp`,
    { id: countType, format: textType, subscriptionDays: countType, group: intType },
  );
  const sets = new Map<number, { format: string; subscriptionDays: number; groups: number[] }>();
  for (const { id, group, ...rest } of rows) {
    const known = sets.get(id);
    if (known === undefined) sets.set(id, { ...rest, groups: [group] });
    else known.groups.push(group);
  }
  const keyOf = ({ format, groups }: GroupOverlap) => `${format} ${groups.join(",")}`;
  return [...sets.values()].sort((a, b) => compareCodePoints(keyOf(a), keyOf(b)));
}
