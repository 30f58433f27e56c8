import { type Connection, textType } from "../partials/duckdb/engine.ts";

/** Returns every partner that a row names, even a row that does not count: each is assessed (S12). */
export async function partnersOfRows(connection: Connection): Promise<string[]> {
  const rows = await connection.query(
    `SELECT DISTINCT partner FROM partials WHERE partner <> ''
     UNION SELECT fallback FROM partials WHERE fallback <> ''`,
    { partnerId: textType },
  );
  return rows.map(({ partnerId }) => partnerId);
}
