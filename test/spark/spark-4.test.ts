import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { configFor, expectSameRun, publishedRun, sparkSettings } from "./spark-job.ts";
import { randomTraps, trapFiles } from "./trap-files.ts";

const home = process.env["SPARK4_HOME"];

describe.skipIf(home === undefined)("Spark 4, where casts that fail are errors", () => {
  it("comes to the same as the embedded engine, and is trusted with the same files as Spark 3.5", async () => {
    const folder = jobFolder({
      ...Object.fromEntries(Object.entries(trapFiles).map(([name, { content }]) => [name, content])),
      ...randomTraps,
    });
    const runId = "20170815T000000Z-four";
    const embedded = publishedRun((await folder.run({ runId, config: configFor(folder, "embedded") })).folder);
    const spark = sparkSettings(folder, { home: home ?? "", master: "local[2]" });
    const run = publishedRun((await folder.run({ runId, config: configFor(folder, "spark", spark) })).folder);
    expectSameRun(run, embedded);
    const doubtful = run.engine.doubtful.map(({ file }) => file).filter((file) => !(file in randomTraps));
    const expected = Object.entries(trapFiles)
      .filter(([, { trusted }]) => !trusted)
      .map(([file]) => file);
    // Without the setting for its decimal commas, the amounts of that file are texts: trusted all the same.
    expect(doubtful.sort()).toEqual(expected.sort());
  }, 600_000);
});
