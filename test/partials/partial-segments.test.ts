import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Engine, openEngine } from "../../src/partials/duckdb/engine.ts";
import { takeSegments, uncutParts, viewSegments, writeSegment } from "../../src/partials/partial-segments.ts";
import { tempFolder } from "../report/temp-folder.ts";

const cuts = { window: { start: "2016-08-01", end: "2017-08-01", months: [] }, asOf: "2017-08-15" };

async function opened(): Promise<{ readonly engine: Engine; readonly folder: string }> {
  const folder = await tempFolder();
  const engine = await openEngine({ workFolder: folder });
  onTestFinished(() => engine.close());
  return { engine, folder };
}

/** A segment of files with one row each, from a first to a last day. */
async function segmentOf(days: Readonly<Record<number, readonly [string, string]>>): Promise<string> {
  const { engine, folder } = await opened();
  const connection = await engine.connect();
  for (const [file, [first, last]] of Object.entries(days)) {
    await connection.run(
      "INSERT INTO partial (file, partner, first_day, last_day, rows, usd) VALUES ($file, 'p' || $file, $first, $last, 1, 2.5)",
      { file: Number(file), first, last },
    );
  }
  const path = join(folder, "segment.parquet");
  await writeSegment(connection, path, Object.keys(days).map(Number));
  return path;
}

describe("partials kept for another as-of day", () => {
  it.each([
    ["before the window", "2016-07-30", "2016-07-31", false],
    ["across its start", "2016-07-31", "2016-08-01", true],
    ["across its end", "2017-07-31", "2017-08-01", true],
    ["up to the as-of day", "2017-08-02", "2017-08-15", false],
    ["across the as-of day", "2017-08-15", "2017-08-16", true],
    ["after it", "2017-08-16", "2017-08-31", false],
  ])("%s, from %s to %s, are of no use: %s %s", async (_, first, last, useless) => {
    const path = await segmentOf({ 7: [first, last], 8: ["2017-06-01", "2017-06-30"] });
    const { engine } = await opened();
    expect([...(await uncutParts(await engine.connect(), path, cuts))]).toEqual(useless ? [7] : []);
  });
});

describe("parts of a segment", () => {
  const rows = "SELECT file, partner, inside, past, CAST(usd AS VARCHAR) FROM partials ORDER BY file";

  it("are partials beside those in the table, under the numbers that their files have now, placed by today's window", async () => {
    const path = await segmentOf({
      7: ["2016-07-30", "2016-07-31"],
      8: ["2017-06-01", "2017-06-30"],
      9: ["2017-08-16", "2017-08-20"],
    });
    const { engine } = await opened();
    const connection = await engine.connect();
    await connection.run("INSERT INTO partial (file, partner, usd) VALUES (5, 'read', 1)");
    const parts = [
      { part: 8, file: 0 },
      { part: 9, file: 3 },
    ];
    await viewSegments(connection, [{ path, parts }], cuts);
    expect((await connection.runAndReadAll(rows)).getRows()).toEqual([
      [0, "p8", true, true, "2.5000000000"],
      [3, "p9", false, false, "2.5000000000"],
      [5, "read", null, null, "1.0000000000"],
    ]);
  });

  it("are in the table, once, when they are taken", async () => {
    const path = await segmentOf({ 7: ["2017-06-01", "2017-06-30"] });
    const { engine } = await opened();
    const connection = await engine.connect();
    await connection.run("INSERT INTO partial (file, partner, usd) VALUES (5, 'read', 1)");
    await viewSegments(connection, [{ path, parts: [{ part: 7, file: 2 }] }], cuts);
    await takeSegments(connection);
    const files = await connection.runAndReadAll("SELECT file FROM partial ORDER BY file");
    expect(files.getRows()).toEqual([[2], [5]]);
    expect((await connection.runAndReadAll(rows)).getRows()).toHaveLength(2);
  });
});
