import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";

/** What one file's partials cover. */
export interface FileSummary {
  readonly file: number;
  /** Oldest first; months of excluded and rejected rows included where their day can be read. */
  readonly months: readonly Month[];
  /** Distinct partner ids that its rows name. */
  readonly partners: number;
  readonly excludedRows: number;
}

export async function fileSummaries(connection: DuckDBConnection): Promise<FileSummary[]> {
  const answer = await connection.runAndReadAll(`
    SELECT file, coalesce(string_agg(DISTINCT month, ','), ''), count(DISTINCT nullif(coalesce(nullif(partner, ''), fallback), '')),
      coalesce(sum(rows) FILTER (WHERE status = 'excluded'), 0)
    FROM partials GROUP BY file ORDER BY file`);
  return answer.getRows().map(([file, months, partners, excluded]) => ({
    file: Number(file),
    months: String(months)
      .split(",")
      .filter((month) => month !== "")
      .sort(),
    partners: Number(partners),
    excludedRows: Number(excluded),
  }));
}
