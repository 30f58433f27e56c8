import type { OpenSums } from "../domain/open-sums.ts";
import {
  type Connection,
  countType,
  intType,
  nullable,
  textListType,
  textType,
  usdType,
} from "../partials/duckdb/engine.ts";
import type { NameOf } from "./file-months.ts";

/** Sums the rows that an operator can do something about. Requires the tables `credited` and `overlapping`. */
export async function openSums(connection: Connection, nameOf: NameOf): Promise<OpenSums> {
  const named = <Sum extends { readonly firstFile: number }>(sums: readonly Sum[]) =>
    sums.map((sum) => ({ ...sum, firstFile: nameOf(sum.firstFile) }));
  const sums = "count(DISTINCT file), min(file), CAST(sum(rows) AS BIGINT), CAST(sum(usd) AS DECIMAL(38, 10))";
  const totals = `${sums}, min(first_day), max(last_day)`;
  const unattributed = await connection.query(
    `SELECT min(customer), CASE WHEN unit LIKE 's%' THEN substr(unit, 2) ELSE '' END, ${totals}
     FROM credited WHERE bucket = 'unattributed' AND waived_partner IS NULL GROUP BY unit ORDER BY ALL`,
    { customer: textType, subscription: textType, ...openShape },
  );
  const unpriced = await connection.query(
    `SELECT currency, CAST(sum(amount) AS DECIMAL(38, 10)), list_sort(list(DISTINCT month)), ${totals}
     FROM credited WHERE bucket = 'missing-rate' AND NOT again GROUP BY currency ORDER BY currency`,
    { currency: textType, amount: usdType, months: textListType, ...openShape },
  );
  const overlapping = await connection.query(
    `SELECT substr(unit, 2), ${totals} FROM overlapping GROUP BY unit ORDER BY unit`,
    { unit: textType, ...openShape },
  );
  return { unattributed: named(unattributed), unpriced: named(unpriced), overlapping: named(overlapping) };
}

const openShape = {
  ...{ files: countType, firstFile: intType, rows: countType, usd: usdType },
  ...{ firstDay: nullable(textType), lastDay: nullable(textType) },
};
