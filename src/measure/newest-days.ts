import type { Day } from "../domain/day.ts";
import { type Connection, nullable, textType } from "../partials/duckdb/engine.ts";

/** Newest days with consumption; absent where there are none. */
export interface NewestDays {
  /** Up to the as-of day. */
  readonly any?: Day;
  /** Inside the window, in files with daily rows: tells whether the last month is full (S1). */
  readonly daily?: Day;
}

export async function newestDays(connection: Connection): Promise<NewestDays> {
  const [days] = await connection.query(
    `SELECT max(last_day), max(last_day) FILTER (WHERE grain = 'day' AND inside)
     FROM partials JOIN files USING (file) WHERE state = 'ok' AND past`,
    { any: nullable(textType), daily: nullable(textType) },
  );
  const { any, daily } = days ?? {};
  return { ...(any === undefined ? {} : { any }), ...(daily === undefined ? {} : { daily }) };
}
