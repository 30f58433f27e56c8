import type { Usd } from "../domain/money.ts";
import { type Connection, intType, usdType } from "./duckdb/engine.ts";
import type { RateOf, UsedRate } from "./exchange.ts";
import { type GroupLayout, layoutOf } from "./groups.ts";
import type { NumberedExport } from "./layout-batches.ts";
import { readMoney } from "./read-money.ts";
import { type LabelReading, readTexts } from "./read-texts.ts";
import { sumGroups } from "./sum-groups.ts";

/** Sum of the amounts of one file, and the rates used for it. */
export interface FileSums {
  /** Dollars of the rows whose amount can be read. */
  readonly usd: Usd;
  /** Rates that were looked up in `exchange-rates.csv`. */
  readonly rates: readonly UsedRate[];
  /**
   * Rows with a date that fits the other order, if more dates of the file fit only that, so that it is rejected (S4); else
   * 0.
   */
  readonly rowsInDoubt: number;
}

/** Files whose groups are summed, and the table of partials that they are added to. */
export interface FilesToSum {
  /** All of one layout. */
  readonly files: readonly NumberedExport[];
  /** Layout of their groups, where it differs from that of the files themselves. */
  readonly layout?: GroupLayout;
  readonly into: string;
  readonly options: LabelReading & { readonly rateOf: RateOf };
}

/**
 * Reads the texts of groups, and adds the groups to a table of partials.
 *
 * @param relation - with the groups of these files, and of no others
 * @returns sums by file number; files without rows are absent
 */
export async function sumFiles(
  connection: Connection,
  relation: string,
  { files, layout, into, options }: FilesToSum,
): Promise<ReadonlyMap<number, FileSums>> {
  const [first] = files;
  if (first === undefined) return new Map();
  const file = first.export;
  const groups = { relation, file, layout: layout ?? layoutOf(file) };
  const unordered = await readTexts(connection, relation, { ...groups, reading: options });
  const rates = await readMoney(connection, relation, { ...groups, rateOf: options.rateOf });
  await sumGroups(connection, into, groups);
  const sums = await connection.query(
    `SELECT file, CAST(sum(usd) AS DECIMAL(38, 10)) FROM ${into} WHERE file IN (${files.map(({ number }) => number).join(", ")})
     GROUP BY file`,
    { file: intType, usd: usdType },
  );
  return new Map(
    sums.map((sum) => [
      sum.file,
      { usd: sum.usd, rates: rates.get(sum.file) ?? [], rowsInDoubt: unordered.get(sum.file) ?? 0 },
    ]),
  );
}
