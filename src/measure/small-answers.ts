import type { DuckDBConnection } from "@duckdb/node-api";
import type { ProfileText } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";

/** Every partner that a row names, also rows that do not count: each is assessed (S12). */
export async function partnersOfRows(connection: DuckDBConnection): Promise<string[]> {
  const answer = await connection.runAndReadAll("SELECT DISTINCT partner FROM partials WHERE partner <> ''");
  const [partners = []] = answer.getColumns();
  return partners.map(String);
}

export async function profileTexts(connection: DuckDBConnection): Promise<ProfileText[]> {
  const answer = await connection.runAndReadAll(
    `
    SELECT partner, what, text, max(last_day) FROM (
      SELECT partner, 'name' AS what, partner_name AS text, last_day, past FROM partials
      UNION ALL SELECT partner, 'country', partner_country, last_day, past FROM partials
    ) WHERE partner <> '' AND text <> '' AND past GROUP BY ALL ORDER BY ALL`,
  );
  return answer.getRows().map(([partner, what, text, day]) => ({
    partnerId: String(partner),
    what: what === "name" ? "name" : "country",
    text: String(text),
    day: String(day),
  }));
}

/** Newest days with rows; absent where there are none. */
export interface NewestDays {
  /** Of consumption up to the as-of day, in any file. */
  readonly any?: Day;
  /** The same in files with daily rows. */
  readonly daily?: Day;
  /** Of all rows whose day can be read, those after the as-of day among them. */
  readonly ofAll?: Day;
  /** The newest month with a row up to the as-of day that lies outside the window, before it or after it. */
  readonly outside?: Month;
}

export async function newestDays(connection: DuckDBConnection): Promise<NewestDays> {
  const answer = await connection.runAndReadAll(
    `
    SELECT max(last_day) FILTER (WHERE status = 'ok' AND past),
      max(last_day) FILTER (WHERE status = 'ok' AND past AND grain = 'day'),
      max(last_day),
      max(month) FILTER (WHERE past AND NOT inside)
    FROM partials JOIN files USING (file)`,
  );
  const [any, daily, ofAll, outside] = answer.getRows()[0] ?? [];
  return {
    ...(any == null ? {} : { any: String(any) }),
    ...(daily == null ? {} : { daily: String(daily) }),
    ...(ofAll == null ? {} : { ofAll: String(ofAll) }),
    ...(outside == null ? {} : { outside: String(outside) }),
  };
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
      FROM partials JOIN files USING (file) LEFT JOIN lost_months lost USING (file, month)
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
