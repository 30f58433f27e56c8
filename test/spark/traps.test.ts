import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { configFor, expectSameRun, publishedRun, sparkSettings } from "./spark-job.ts";
import { randomTraps, trapFiles } from "./trap-files.ts";

const sample = join(import.meta.dirname, "..", "..", "input");
/** The files of the sample that Spark is not trusted with: a short row, UTF-16. */
const doubtfulInSample = ["consumption/ledger/ledger-2016H2.csv", "consumption/ledger/ledger-2017H1.tsv"];

/** The sample, with all traps among its exports. */
function trapFolder() {
  const folder = jobFolder();
  cpSync(sample, folder.input, { recursive: true });
  folder.write(Object.fromEntries(Object.entries(trapFiles).map(([name, { content }]) => [name, content])));
  folder.write(randomTraps);
  const config = (output: string, spark?: ReturnType<typeof sparkSettings>) => {
    const made = configFor(folder, output, spark);
    return {
      ...made,
      job: { ...made.job, sources: [{ match: "consumption/decimal-commas/**", decimal: "," as const }] },
    };
  };
  return { folder, config };
}

describe("a folder of traps, read by Spark", () => {
  it("comes to the same, byte for byte, as read by the embedded engine; and serves its state, and is served by it", async () => {
    const { folder, config } = trapFolder();
    const spark = sparkSettings(folder);
    const runId = "20170815T000000Z-traps";
    const byEmbedded = await folder.run({ config: config("embedded"), runId });
    const bySpark = await folder.run({ config: config("spark", spark), runId });
    const [one, other] = [publishedRun(byEmbedded.folder), publishedRun(bySpark.folder)];
    expectSameRun(other, one);

    const { engine } = other;
    expect(engine.name).toBe("spark");
    const doubtful = engine.doubtful.map(({ file }) => file);
    const expected = [
      ...Object.entries(trapFiles)
        .filter(([, { trusted }]) => !trusted)
        .map(([file]) => file),
      ...doubtfulInSample,
    ];
    expect(doubtful.filter((file) => !(file in randomTraps)).sort()).toEqual(expected.sort());
    const random = doubtful.filter((file) => file in randomTraps).length;
    expect(random).toBeGreaterThan(10);
    expect(random).toBeLessThan(Object.keys(randomTraps).length - 10);
    expect(engine.read_by["careful_reader"]?.files).toBe(doubtful.length);
    const all = Object.values(engine.read_by).reduce((sum, { files }) => sum + files, 0);
    expect(engine.read_by["spark"]?.files).toBe(all - doubtful.length);
    expect(readdirSync(spark.stagePath)).toEqual([]);

    // The next night nothing has to be read, whichever engine read it and whichever is asked now.
    const again = { runId: "20170816T000000Z-traps" };
    const afterSpark = publishedRun((await folder.run({ ...again, config: config("spark") })).folder);
    const unreachable = { ...spark, command: ["/nowhere/spark-sql", "{sql}"] };
    const afterEmbedded = publishedRun(
      (await folder.run({ ...again, config: config("embedded", unreachable) })).folder,
    );
    for (const night of [afterSpark, afterEmbedded]) expect(night.engine.read_by["earlier_run"]?.files).toBe(all);
    expectSameRun(afterSpark, afterEmbedded);
    expect(afterSpark.csv["partners.csv"]).toBe(one.csv["partners.csv"]);
    expect(afterSpark.csv["sources.csv"]).toBe(one.csv["sources.csv"]);
  }, 600_000);
});
