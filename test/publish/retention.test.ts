import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseLatest, folderOf, type PublishedRun } from "../../src/publish/latest.ts";
import { choosePrevious } from "../../src/publish/previous-run.ts";
import { chooseExpired, removeOldRuns } from "../../src/publish/retention.ts";
import { openStaging } from "../../src/publish/run-folder.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { smallInput } from "../rough/command.ts";
import { liveOwner } from "./owners.ts";

/** A run for a day, started as the nth. */
function runFor(asOf: string, n: number): PublishedRun {
  return { asOf, runId: `2026${String(n).padStart(4, "0")}T051500Z-00` };
}

const nights = Array.from({ length: 6 }, (_, index) => runFor(`2026-11-1${index + 1}`, index + 1));
const last = nights[5] as PublishedRun;

describe("chooseExpired", () => {
  it.each([
    { retain: 4, expired: ["2026-11-11", "2026-11-12"] },
    { retain: 5, expired: ["2026-11-11"] },
    { retain: 6, expired: [] },
  ])("keeps the $retain newest of six nights", ({ retain, expired }) => {
    expect(chooseExpired(nights, { latest: last, just: last }, retain).map(({ asOf }) => asOf)).toEqual(expired);
  });

  it("keeps the run that the latest was compared with, even when told to keep one", () => {
    const expired = chooseExpired(nights, { latest: last, just: last }, 1);
    expect(expired).toEqual(nights.slice(0, 4));
  });

  it("keeps the latest, and what it was compared with, while reports for older days are made", () => {
    const older = [runFor("2026-10-01", 7), runFor("2026-10-02", 8), runFor("2026-10-03", 9)];
    const just = older[2] as PublishedRun;
    const expired = chooseExpired([...nights, ...older], { latest: last, just }, 2);
    expect(expired.map(({ asOf }) => asOf)).toEqual([
      "2026-11-11",
      "2026-11-12",
      "2026-11-13",
      "2026-11-14",
      "2026-10-01",
    ]);
  });

  it("never leaves `latest` without the run it names, nor a run to be compared with, whatever was published", () => {
    const days = fc.array(fc.integer({ min: 10, max: 28 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 5 }), (published, retain) => {
        let there: PublishedRun[] = [];
        let latest: PublishedRun | undefined;
        for (const [index, day] of published.entries()) {
          const just = runFor(`2026-11-${day}`, index);
          const previous = choosePrevious(there, latest, just.asOf);
          latest = chooseLatest(there, latest, just);
          there = [...there, just];
          const gone = chooseExpired(there, { latest, just }, retain).map(folderOf);
          there = there.filter((run) => !gone.includes(folderOf(run)));
          const left = there.map(folderOf);
          expect(left).toContain(folderOf(latest));
          expect(left).toContain(folderOf(just));
          if (previous !== undefined) expect(left).toContain(folderOf(previous));
          expect(left.length).toBeLessThanOrEqual(retain + 5);
          expect(left.length).toBeGreaterThanOrEqual(Math.min(retain, index + 1));
        }
      }),
    );
  });
});

/** An output folder with published runs, `latest.json` naming the last. */
async function outputWith(runs: readonly PublishedRun[]): Promise<string> {
  const output = await tempFolder();
  for (const run of runs) {
    mkdirSync(join(output, "runs", folderOf(run)), { recursive: true });
    writeFileSync(join(output, "runs", folderOf(run), "run.json"), "{}");
  }
  writeFileSync(join(output, "latest.json"), JSON.stringify({ folder: `runs/${folderOf(last)}` }));
  return output;
}

describe("removeOldRuns", () => {
  it("deletes the runs that are too many, whole", async () => {
    const output = await outputWith(nights);
    expect(await removeOldRuns(output, last, 4)).toBe(2);
    expect(readdirSync(join(output, "runs")).sort()).toEqual(nights.slice(2).map(folderOf));
    expect(await removeOldRuns(output, last, 4)).toBe(0);
  });

  it("leaves a folder alone that only has the name of a run", async () => {
    const output = await outputWith(nights);
    mkdirSync(join(output, "runs", "2020-01-01_0-notes"));
    await removeOldRuns(output, last, 6);
    expect(readdirSync(join(output, "runs"))).toContain("2020-01-01_0-notes");
  });

  it("has a run killed in the middle of it cleared up by the next", async () => {
    const output = await outputWith(nights);
    const half = join(output, "runs", ".deleted-2026-11-01_r0");
    mkdirSync(half);
    writeFileSync(join(half, "partners.csv"), "");
    await openStaging(output, await liveOwner("next"));
    expect(existsSync(half)).toBe(false);
  });
});

describe("a run", () => {
  it("deletes the oldest runs once it has published, and says so", async () => {
    const job = jobFolder(smallInput, "retain: 2\n");
    const stages: string[] = [];
    const progress = { stage: (name: string) => void stages.push(name), files: () => {}, warn: () => {} };
    const days = ["2017-08-11", "2017-08-12", "2017-08-13", "2017-08-14"];
    for (const [index, asOf] of days.entries()) await job.run({ asOf, runId: `r${index}`, progress });
    expect(readdirSync(join(job.output, "runs")).sort()).toEqual(["2017-08-13_r2", "2017-08-14_r3"]);
    expect(stages.filter((stage) => stage.startsWith("Deleted"))).toEqual([
      "Deleted 1 old run (retain: 2)",
      "Deleted 1 old run (retain: 2)",
    ]);
    expect(JSON.parse(job.latest("run.json"))).toMatchObject({ as_of: "2017-08-14" });
  });
});
