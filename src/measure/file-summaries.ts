import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { type Connection, countType, intType, nullable, textListType, textType } from "../partials/duckdb/engine.ts";

/** What one file's partials cover. */
export interface FileSummary {
  readonly file: number;
  /** Oldest first; months of excluded and rejected rows included where their day can be read. */
  readonly months: readonly Month[];
  /** Partner ids that its rows name, each once. */
  readonly partners: readonly string[];
  readonly excludedRows: number;
}

/** Summarises each file. Requires the table that `cutPartials` creates. */
export async function fileSummaries(connection: Connection): Promise<FileSummary[]> {
  const files = await connection.query(
    `SELECT file, coalesce(list(DISTINCT coalesce(nullif(partner, ''), fallback)) FILTER (WHERE partner <> '' OR fallback <> ''), []),
       coalesce(CAST(sum(rows) FILTER (WHERE state = 'excluded') AS BIGINT), 0)
     FROM partials GROUP BY file ORDER BY file`,
    { file: intType, partners: textListType, excludedRows: countType },
  );
  const months = await connection.query("SELECT DISTINCT file, month FROM partials ORDER BY ALL", {
    file: intType,
    month: nullable(textType),
  });
  const byFile = groupBy(months, ({ file }) => file);
  return files.map((each) => ({
    ...each,
    months: (byFile.get(each.file) ?? []).flatMap(({ month }) => (month === undefined ? [] : [month])),
  }));
}
