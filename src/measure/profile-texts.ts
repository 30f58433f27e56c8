import type { ProfileText } from "../domain/consumption.ts";
import { type Connection, textType } from "../partials/duckdb/engine.ts";

/** Returns the names and countries that rows give partners, each with its latest day up to the as-of day (S8). */
export async function profileTexts(connection: Connection): Promise<ProfileText[]> {
  const rows = await connection.query(
    `SELECT partner, what, text, max(last_day) FROM (
       SELECT partner, 'name' AS what, partner_name AS text, last_day, past FROM partials
       UNION ALL SELECT partner, 'country', partner_country, last_day, past FROM partials
     ) WHERE partner <> '' AND text <> '' AND past GROUP BY ALL ORDER BY ALL`,
    { partnerId: textType, what: textType, text: textType, day: textType },
  );
  return rows.map((row) => ({ ...row, what: row.what === "name" ? "name" : "country" }));
}
