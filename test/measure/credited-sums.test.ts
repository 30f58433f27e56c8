import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { creditedSums, isOpen, sumsOf } from "../../src/measure/credited-sums.ts";
import { coveredMonths, fileMonthTotals, replacements } from "../../src/measure/file-months.ts";
import { fileTallies } from "../../src/measure/file-tallies.ts";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { tempFolder } from "../report/temp-folder.ts";

/** @param rows - file, partner, month, customer's country, bucket, newer, again, rows, dollars */
async function credited(rows: readonly string[]) {
  const engine = await openEngine({ workFolder: await tempFolder() });
  const connection = await engine.connect();
  const answer = await creditedSums(
    connection,
    `SELECT * REPLACE (CAST(rows AS BIGINT) AS rows, CAST(usd AS DECIMAL(38, 10)) AS usd)
    FROM (VALUES ${rows.join(", ")}) AS credited(file, partner, month, customer_country, bucket, newer, again, rows, usd)`,
  );
  connection.closeSync();
  engine.close();
  return { partners: answer.partners.map(([id, text]) => [id, sumsOf(text)] as const), files: sumsOf(answer.files) };
}

describe("sums of what is credited", () => {
  it("keep apart partner, month, file, bucket, what replaced it and whether it is there again", async () => {
    const { partners, files } = await credited([
      "(0, '200', '2017-06', '', 'counted', NULL, false, 2, 1.5)",
      "(0, '200', '2017-06', '', 'counted', NULL, false, 1, -4)",
      "(0, '200', '2017-06', '', 'counted', NULL, true, 1, 0.0000000001)",
      "(1, '100', '2017-07', '', 'duplicate', NULL, false, 3, 0)",
      "(1, '100', '2017-06', 'DE', 'counted', NULL, false, 1, 9)",
      "(1, '100', '2017-06', 'US', 'counted', NULL, false, 1, 4)",
      "(1, NULL, '2017-06', '', 'superseded', 3, false, 1, 2)",
      "(1, NULL, NULL, '', 'rejected', -1, false, 1, 0)",
      "(1, '', '2017-06', '', 'unattributed', NULL, false, 1, 5)",
    ]);
    const printed = (sums: (typeof files)[number][]) =>
      sums.map((sum) => {
        const { month, file, bucket, newer, again, customerCountry, rows } = sum;
        return [month, file, bucket, newer, again, customerCountry, rows, sum.usd];
      });
    expect(partners.map(([id, sums]) => [id, printed(sums)])).toEqual([
      [
        "100",
        [
          ["2017-06", 1, "counted", undefined, false, "US", 1, usd("4")],
          ["2017-06", 1, "counted", undefined, false, "DE", 1, usd("9")],
          ["2017-07", 1, "duplicate", undefined, false, "", 3, 0n],
        ],
      ],
      [
        "200",
        [
          ["2017-06", 0, "counted", undefined, true, "", 1, 1n],
          ["2017-06", 0, "counted", undefined, false, "", 3, usd("-2.5")],
        ],
      ],
    ]);
    // Of all partners, and of those rows that are credited to nobody.
    expect(printed(files)).toEqual([
      ["", 1, "rejected", -1, false, "", 1, 0n],
      ["2017-06", 0, "counted", undefined, true, "", 1, 1n],
      ["2017-06", 0, "counted", undefined, false, "", 3, usd("-2.5")],
      ["2017-06", 1, "superseded", 3, false, "", 1, usd("2")],
      ["2017-06", 1, "unattributed", undefined, false, "", 1, usd("5")],
      ["2017-06", 1, "counted", undefined, false, "", 2, usd("13")],
      ["2017-07", 1, "duplicate", undefined, false, "", 3, 0n],
    ]);
  });

  it("are none where nothing was read", async () => {
    const engine = await openEngine({ workFolder: await tempFolder() });
    const connection = await engine.connect();
    await connection.run(`
      CREATE TABLE credited (file INTEGER, partner VARCHAR, month VARCHAR, customer_country VARCHAR, bucket VARCHAR,
        newer INTEGER, again BOOLEAN, rows BIGINT, usd DECIMAL(38, 10))`);
    const answer = await creditedSums(connection, "FROM credited");
    engine.close();
    expect(answer).toEqual({ partners: [], files: "" });
    expect(sumsOf(answer.files)).toEqual([]);
  });

  it("take no text of an export for the end of a sum, be it a partner's id or a country", async () => {
    const { partners } = await credited([
      "(0, 'a' || chr(10) || 'b' || chr(9) || 'c', '2017-06', 'x' || chr(10) || 'y' || chr(9) || 'z', 'counted', NULL, false, 1, 7)",
    ]);
    expect(partners).toEqual([
      ["a\nb\tc", [expect.objectContaining({ customerCountry: "x y z", rows: 1, usd: usd("7") })]],
    ]);
  });

  it("add up to what a file has in a bucket, in a month, and what replaced it", async () => {
    const { files } = await credited([
      "(0, '100', '2017-06', '', 'counted', NULL, false, 2, 10)",
      "(0, '200', '2017-06', '', 'counted', NULL, true, 2, 10)",
      "(0, '200', '2017-05', '', 'ineligible-association', NULL, false, 1, 3)",
      "(0, NULL, '2017-04', '', 'superseded', 2, false, 1, 1)",
      "(0, NULL, '2017-03', '', 'superseded', 2, false, 1, 1)",
      "(0, NULL, '2017-03', '', 'superseded', -1, false, 1, 1)",
      "(0, NULL, '2017-03', '', 'excluded', 2, false, 1, 1)",
      "(1, NULL, '2017-03', '', 'outside-window', NULL, false, 1, 1)",
    ]);
    expect(fileTallies(files).find(({ bucket }) => bucket === "counted")).toEqual({
      ...{ file: 0, bucket: "counted", rows: 4, usd: usd("20") },
      ...{ rowsAgain: 2, usdAgain: usd("10") },
    });
    expect(fileTallies(files).find(({ bucket }) => bucket === "superseded")).toMatchObject({ rows: 3, usd: usd("3") });
    expect(fileMonthTotals(files)).toEqual([
      { file: 0, month: "2017-05", usd: usd("3") },
      { file: 0, month: "2017-06", usd: usd("10") },
    ]);
    expect(coveredMonths(files)).toEqual(["2017-05", "2017-06"]);
    expect(replacements(files)).toEqual([{ file: 0, age: 2 }]);
  });

  it.each(["excluded", "rejected", "superseded", "outside-window"] as const)("are closed as %s", (bucket) => {
    expect(isOpen({ bucket })).toBe(false);
  });

  it.each(["unattributed", "missing-rate", "duplicate", "counted"] as const)("are open as %s", (bucket) => {
    expect(isOpen({ bucket })).toBe(true);
  });
});
