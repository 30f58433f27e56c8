import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { type CreditedSum, creditedSums, isOpen } from "../../src/measure/credited-sums.ts";
import { coveredMonths, exportMonths, fileMonths } from "../../src/measure/file-months.ts";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { tempFolder } from "../report/temp-folder.ts";

/** @param rows - file, partner, month, customer's country, bucket, newer, again, rows, dollars */
async function credited(rows: readonly string[]): Promise<CreditedSum[]> {
  const engine = await openEngine({ workFolder: await tempFolder() });
  const connection = await engine.connect();
  const sums = await creditedSums(
    connection,
    `SELECT * REPLACE (CAST(rows AS BIGINT) AS rows, CAST(usd AS DECIMAL(38, 10)) AS usd), NULL AS waived_partner
    FROM (VALUES ${rows.join(", ")}) AS credited(file, partner, month, customer_country, bucket, newer, again, rows, usd)`,
  );
  connection.close();
  engine.close();
  return sums;
}

describe("creditedSums", () => {
  it("keeps apart partner, month, file, bucket, what replaced it and whether it is there again", async () => {
    const sums = await credited([
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
    const printed = sums.map(
      ({ partnerId, month, file, bucket, newer, again, customerCountry, rows, usd: dollars }) => {
        return [partnerId, month, file, bucket, newer, again, customerCountry, rows, dollars];
      },
    );
    expect(printed).toEqual([
      ["", "", 1, "rejected", -1, false, "", 1, 0n],
      ["", "2017-06", 1, "superseded", 3, false, "", 1, usd("2")],
      ["", "2017-06", 1, "unattributed", undefined, false, "", 1, usd("5")],
      ["100", "2017-06", 1, "counted", undefined, false, "DE", 1, usd("9")],
      ["100", "2017-06", 1, "counted", undefined, false, "US", 1, usd("4")],
      ["100", "2017-07", 1, "duplicate", undefined, false, "", 3, 0n],
      ["200", "2017-06", 0, "counted", undefined, false, "", 3, usd("-2.5")],
      ["200", "2017-06", 0, "counted", undefined, true, "", 1, 1n],
    ]);
  });

  it("takes every text of an export as it is", async () => {
    const [sum] = await credited([
      "(0, 'a' || chr(10) || 'b' || chr(9) || 'c', '2017-06', 'x' || chr(31) || 'y', 'counted', NULL, false, 1, 7)",
    ]);
    expect(sum).toMatchObject({ partnerId: "a\nb\tc", customerCountry: "x\u001fy", usd: usd("7") });
  });
});

const nameOf = (file: number) => ["b.csv", "a.csv"][file] ?? "";

describe("what files add to months", () => {
  const rows = [
    "(0, '100', '2017-06', 'DE', 'counted', NULL, false, 2, 10)",
    "(0, '100', '2017-06', 'US', 'counted', NULL, false, 1, 2)",
    "(0, '200', '2017-06', '', 'counted', NULL, true, 2, 10)",
    "(1, '200', '2017-06', '', 'counted', NULL, false, 1, 4)",
    "(0, '200', '2017-05', '', 'ineligible-association', NULL, false, 1, 3)",
    "(0, NULL, '2017-04', '', 'superseded', 2, false, 1, 1)",
    "(0, NULL, '2017-03', '', 'excluded', 2, false, 1, 1)",
    "(1, NULL, '2017-03', '', 'outside-window', NULL, false, 1, 1)",
  ];

  it("is what counts of them, by partner and month", async () => {
    expect(fileMonths(await credited(rows), nameOf)).toEqual([
      { partnerId: "100", month: "2017-06", file: "b.csv", rows: 3, usd: usd("12") },
      { partnerId: "200", month: "2017-06", file: "a.csv", rows: 1, usd: usd("4") },
      { partnerId: "200", month: "2017-06", file: "b.csv", rows: 2, usd: usd("10") },
    ]);
  });

  it("is each row once, whoever it is credited to, where partners do not matter", async () => {
    const sums = await credited(rows);
    expect(exportMonths(sums, nameOf)).toEqual([
      { file: "a.csv", month: "2017-06", usd: usd("4") },
      { file: "b.csv", month: "2017-05", usd: usd("3") },
      { file: "b.csv", month: "2017-06", usd: usd("12") },
    ]);
    expect(coveredMonths(sums)).toEqual(["2017-05", "2017-06"]);
  });
});

describe("isOpen", () => {
  it.each(["excluded", "rejected", "superseded", "outside-window"] as const)("is false for %s", (bucket) => {
    expect(isOpen({ bucket })).toBe(false);
  });

  it.each(["unattributed", "missing-rate", "duplicate", "counted"] as const)("is true for %s", (bucket) => {
    expect(isOpen({ bucket })).toBe(true);
  });
});
