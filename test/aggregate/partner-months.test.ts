import { describe, expect, it } from "vitest";
import { creditedSums } from "../../src/aggregate/credited-sums.ts";
import { partnerMonths } from "../../src/aggregate/partner-months.ts";
import { usd } from "../../src/domain/money.ts";
import { openEngine } from "../../src/ingest/engine.ts";
import { tempFolder } from "../report/temp-folder.ts";

/** @param rows - file, partner, month, customer's country, bucket, rows, dollars */
async function monthsOf(rows: readonly string[]) {
  const engine = await openEngine({ workFolder: await tempFolder() });
  const connection = await engine.connect();
  await connection.run(`
    CREATE TABLE credited AS
    SELECT file, partner, month, customer_country, bucket, CAST(rows AS BIGINT) AS rows, CAST(usd AS DECIMAL(38, 10)) AS usd,
      CAST(NULL AS INTEGER) AS newer, false AS again
    FROM (VALUES ${rows.join(", ")}) AS credited(file, partner, month, customer_country, bucket, rows, usd)`);
  const answer = partnerMonths(await creditedSums(connection, "FROM credited"));
  connection.closeSync();
  engine.close();
  return answer;
}

describe("a partner's month", () => {
  it("is the sum of its files, with the countries of all of them, each once", async () => {
    const { months, files } = await monthsOf([
      "(1, '1000001', '2017-06', 'US', 'counted', 2, 1.5)",
      "(0, '1000001', '2017-06', 'DE', 'counted', 1, 2.25)",
      "(2, '1000001', '2017-06', 'DE', 'counted', 1, 0.25)",
      "(2, '1000002', '2017-06', '', 'counted', 1, 7)",
    ]);
    expect(months).toEqual([
      { partnerId: "1000001", month: "2017-06", usd: usd("4"), customerCountries: ["DE", "US"] },
      { partnerId: "1000002", month: "2017-06", usd: usd("7"), customerCountries: [""] },
    ]);
    expect(files.map(({ partnerId, file, rows }) => [partnerId, file, rows])).toEqual([
      ["1000001", 0, 1],
      ["1000001", 1, 2],
      ["1000001", 2, 1],
      ["1000002", 2, 1],
    ]);
  });

  it("is there with nothing where no row counts, but no file adds to it", async () => {
    const { months, files } = await monthsOf(["(0, '1000001', '2017-06', 'US', 'ineligible-association', 3, 9)"]);
    expect(months).toEqual([{ partnerId: "1000001", month: "2017-06", usd: 0n, customerCountries: [] }]);
    expect(files).toEqual([]);
  });

  it("is not there where its rows are outside the window, replaced, rejected or left out", async () => {
    const buckets = ["outside-window", "superseded", "rejected", "excluded"];
    const { months } = await monthsOf(buckets.map((bucket) => `(0, '1000001', '2017-06', 'US', '${bucket}', 1, 1)`));
    expect(months).toEqual([]);
  });
});
