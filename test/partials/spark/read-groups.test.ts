import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  type Connection,
  countType,
  intType,
  nullable,
  openEngine,
  textType,
  usdType,
} from "../../../src/partials/duckdb/engine.ts";
import { sqlText } from "../../../src/partials/duckdb/sql-text.ts";
import type { GroupLayout } from "../../../src/partials/groups.ts";
import type { NumberedExport } from "../../../src/partials/layout-batches.ts";
import { countFoundLines, type StagedSet, shareOf } from "../../../src/partials/spark/read-groups.ts";
import { jobFolder } from "../../fixtures/job-folder.ts";

const layout: GroupLayout = {
  ...{ delimiter: ",", linesBefore: 0, width: 2, decimal: "." },
  ...{
    positions: new Map([
      ["partner", 0],
      ["amount_usd", 1],
    ]),
    exclusions: [],
  },
};
const numbered = (number: number, file: string) => ({ number, export: { file } }) as unknown as NumberedExport;
const asked = (...numbers: number[]) => numbers.map((number) => ({ number, path: "", layout }));

type Line = readonly [path: string, state: string, partner: string | null, rows: number, usd: string | null];

/** Writes what Spark would, and opens a database to read it. */
async function stage(lines: readonly Line[]): Promise<{ connection: Connection; staged: StagedSet[]; folder: string }> {
  const folder = jobFolder().root;
  const engine = await openEngine({ workFolder: folder });
  onTestFinished(() => engine.close());
  const connection = await engine.connect();
  const path = join(folder, "part-0.parquet");
  const text = (cell: string | null) => (cell === null ? "NULL" : sqlText(cell));
  const values = lines.map(
    ([file, state, partner, rows, usd]) => `(${sqlText(file)}, '${state}', ${text(partner)}, NULL, ${rows}, ${usd})`,
  );
  await connection.run(
    `COPY (SELECT path, state, partner::VARCHAR AS partner, amount_usd::VARCHAR AS amount_usd, "rows"::BIGINT AS "rows", usd::DECIMAL(28, 10) AS usd
       FROM (VALUES ${values.join(", ")}) AS v(path, state, partner, amount_usd, "rows", usd)) TO ${sqlText(path)} (FORMAT parquet)`,
  );
  const set = { name: "set_1", files: [], layout, headers: [], lineEnd: "\n" as const };
  return { connection, staged: [{ set, paths: [path] }], folder };
}

const input = "abfss://c@account.dfs.core.windows.net/in put";
const sent = [
  numbered(3, "a b.csv"),
  numbered(5, "é%.csv"),
  numbered(8, "c.csv"),
  numbered(9, "d.csv"),
  numbered(10, "e.csv"),
];
const at = (name: string) => `abfss://c@account.dfs.core.windows.net/in%20put/${name}`;

describe("what Spark has written", () => {
  const lines: Line[] = [
    [at("a%20b.csv"), "header", null, 1, null],
    [at("a%20b.csv"), "row", "p1", 2, "1.5"],
    [at("a%20b.csv"), "row", "p2", 1, "2"],
    [at("é%25.csv"), "header", null, 1, null],
    [at("é%25.csv"), "blank", null, 4, null],
    [at("c.csv"), "header", null, 1, null],
    [at("c.csv"), "row", "p3", 7, "1"],
    [at("c.csv"), "width", null, 1, null],
    [at("d.csv"), "header", null, 2, null],
    [at("other.csv"), "row", "p4", 1, "1"],
  ];

  it("is counted by file, whatever its address escapes, and trusted where no line leaves a doubt", async () => {
    const { connection, staged } = await stage(lines);
    const found = await countFoundLines(connection, staged, { sent }, input);
    const { grouped, doubtful } = await shareOf(connection, staged, asked(3, 5, 8, 9, 10), found);
    expect(grouped).toEqual([
      { file: 3, rows: 3 },
      { file: 5, rows: 0 },
    ]);
    expect(doubtful).toEqual([
      { file: 8, why: "a row with another number of fields than the header" },
      { file: 9, why: "its header line again among the rows" },
      { file: 10, why: "not found by Spark" },
    ]);
  });

  it("is delivered with all columns of groups, for the files asked for and no others", async () => {
    const { connection, staged } = await stage(lines);
    const found = await countFoundLines(connection, staged, { sent }, input);
    const { relation } = await shareOf(connection, staged, asked(3, 8), found);
    const groups = await connection.query(
      `SELECT file, partner, customer, rows, usd FROM ${relation} ORDER BY partner`,
      {
        ...{ file: intType, partner: textType, customer: nullable(textType), rows: countType, usd: usdType },
      },
    );
    expect(groups).toEqual([
      { file: 3, partner: "p1", customer: undefined, rows: 2, usd: 15_000_000_000n },
      { file: 3, partner: "p2", customer: undefined, rows: 1, usd: 20_000_000_000n },
    ]);
  });

  it("is an error of the stage where it is no Parquet", async () => {
    const { connection, folder, staged } = await stage(lines);
    mkdirSync(join(folder, "set_2"));
    const path = join(folder, "set_2", "part-0.parquet");
    writeFileSync(path, "not Parquet");
    const broken = staged.map(({ set }) => ({ set, paths: [path] }));
    await expect(countFoundLines(connection, broken, { sent }, input)).rejects.toMatchObject({
      problems: [{ code: "spark-stage", file: path }],
    });
  });
});
