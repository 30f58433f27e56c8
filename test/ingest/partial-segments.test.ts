import { describe, expect, it, onTestFinished } from "vitest";
import { openEngine } from "../../src/ingest/engine.ts";
import { removeUncut } from "../../src/ingest/partial-segments.ts";

describe("partials kept for another as-of day", () => {
  it.each([
    ["before the window", "2016-07-30", "2016-07-31", false],
    ["across its start", "2016-07-31", "2016-08-01", true],
    ["across its end", "2017-07-31", "2017-08-01", true],
    ["up to the as-of day", "2017-08-02", "2017-08-15", false],
    ["across the as-of day", "2017-08-15", "2017-08-16", true],
    ["after it", "2017-08-16", "2017-08-31", false],
  ])("%s, from %s to %s, are removed: %s %s", async (_, first, last, removed) => {
    const engine = await openEngine({ workFolder: "." });
    onTestFinished(() => engine.close());
    const connection = await engine.connect();
    await connection.run("INSERT INTO partial (file, first_day, last_day) VALUES (7, $first, $last)", { first, last });
    const window = { start: "2016-08-01", end: "2017-08-01", months: [] };
    expect([...(await removeUncut(connection, { window, asOf: "2017-08-15" }))]).toEqual(removed ? [7] : []);
  });
});
