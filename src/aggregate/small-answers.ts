import type { DuckDBConnection } from "@duckdb/node-api";
import type { ProfileText } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";

/** Months of the window with at least one row in an export that counts. */
export async function coveredMonths(connection: DuckDBConnection): Promise<Month[]> {
  return texts(
    connection,
    `SELECT DISTINCT month FROM credited
    WHERE bucket NOT IN ('excluded', 'rejected', 'superseded', 'outside-window') ORDER BY month`,
  );
}

/** Every partner that a row names, also rows that do not count: each is assessed (S12). */
export async function partnersSeen(connection: DuckDBConnection): Promise<string[]> {
  return texts(
    connection,
    `SELECT DISTINCT partner FROM (
      SELECT partner FROM partial UNION SELECT partner FROM credited
    ) WHERE partner <> '' ORDER BY partner`,
  );
}

export async function profileTexts(connection: DuckDBConnection): Promise<ProfileText[]> {
  const answer = await connection.runAndReadAll(
    `
    SELECT partner, what, text, max(last_day) FROM (
      SELECT partner, 'name' AS what, partner_name AS text, last_day, past FROM partial
      UNION ALL SELECT partner, 'country', partner_country, last_day, past FROM partial
    ) WHERE partner <> '' AND text <> '' AND past GROUP BY ALL ORDER BY ALL`,
  );
  return answer.getRows().map(([partner, what, text, day]) => ({
    partnerId: String(partner),
    what: what === "name" ? "name" : "country",
    text: String(text),
    day: String(day),
  }));
}

/** For a file, the ages of the groups of files that replaced some of its rows. */
export async function replacements(connection: DuckDBConnection): Promise<{ file: number; age: number }[]> {
  const answer = await connection.runAndReadAll(
    "SELECT DISTINCT file, newer FROM credited WHERE bucket = 'superseded' AND newer >= 0 ORDER BY ALL",
  );
  return answer.getRows().map(([file, age]) => ({ file: Number(file), age: Number(age) }));
}

/** Newest day of consumption up to the as-of day, over all files and over those with daily rows; `undefined` without any. */
export async function newestDays(connection: DuckDBConnection): Promise<{ any?: Day; daily?: Day }> {
  const answer = await connection.runAndReadAll(
    `
    SELECT max(last_day), max(last_day) FILTER (WHERE grain = 'day') FROM partial JOIN files USING (file)
    WHERE status = 'ok' AND past`,
  );
  const [any, daily] = answer.getRows()[0] ?? [];
  return { ...(any == null ? {} : { any: String(any) }), ...(daily == null ? {} : { daily: String(daily) }) };
}

/** Groups of files that overlap, by group number. */
export interface GroupOverlap {
  readonly format: string;
  readonly groups: readonly number[];
  readonly subscriptionDays: number;
}

export async function overlaps(connection: DuckDBConnection): Promise<GroupOverlap[]> {
  const answer = await connection.runAndReadAll(
    `
    WITH held AS (
      SELECT DISTINCT format, grp, CASE WHEN subscription <> '' THEN subscription ELSE customer END AS unit, day
      FROM partial JOIN files USING (file) LEFT JOIN lost_months lost USING (file, month)
      WHERE supersede = 'none' AND status = 'ok' AND inside AND (subscription <> '' OR customer <> '')
        AND lost.file IS NULL
    ),
    shared AS (
      SELECT format, unit, day, list_sort(list(grp)) AS grps FROM held GROUP BY format, unit, day HAVING count(*) > 1
    )
    SELECT format, array_to_string(list_transform(grps, g -> CAST(g AS VARCHAR)), ','), count(*)
    FROM shared GROUP BY format, grps ORDER BY ALL`,
  );
  return answer.getRows().map(([format, groups, days]) => ({
    format: String(format),
    groups: String(groups).split(",").map(Number),
    subscriptionDays: Number(days),
  }));
}

async function texts(connection: DuckDBConnection, query: string): Promise<string[]> {
  const answer = await connection.runAndReadAll(query);
  return answer.getRows().map(([text]) => String(text));
}
