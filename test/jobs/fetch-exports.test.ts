import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LockedError } from "../../src/domain/input-error.ts";
import { fetchExports } from "../../src/jobs/fetch-exports.ts";
import { acquireLock } from "../../src/publish/lock.ts";
import { ownerOfRun } from "../../src/publish/owner.ts";
import { azurite, hasty, sasFor } from "../fetch/azurite.ts";
import { jobFolder, plainRows } from "../fixtures/job-folder.ts";
import { problemsOf } from "../fixtures/temporary-folder.ts";

const storage = azurite();

function usage(june: string, july: string): string {
  const rows = [`2017-06-30,${june}`, `2017-07-30,${july}`].map((end) => `1000001,litware,,${end},DPOR`);
  return `partner_id,customer_id,subscription_id,date,amount_usd,association\n${rows.join("\n")}\n`;
}

const transcripts =
  "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n7,,1000001,70-532,,2017-03-01,,pass\n";

/** An empty input folder that is filled from one container. */
function desk(url: string, more = "") {
  const folder = jobFolder({}, `azure:\n  - url: ${url}\n    into: consumption/azure\n${more}`);
  const said: string[] = [];
  const access = { sas: sasFor(), patience: hasty };
  const progress = {
    stage: (name: string) => void said.push(name),
    files: () => {},
    warn: (message: string) => void said.push(message),
  };
  const startedAt = "2017-08-15T02:00:00.000Z";
  return {
    ...{ ...folder, access, said },
    fetch: () => fetchExports({ ...access, config: folder.config(), runId: "fetch-1", startedAt, progress }),
  };
}

describe("fetchExports", () => {
  it("fills an empty folder for a run, and brings what changed for the next, which names the restated month", async () => {
    const { url, write } = await storage.container();
    const night = desk(url);
    await write({ "usage.csv": usage("9000", "7000"), "people.csv": transcripts });
    expect((await night.fetch()).problems).toEqual([]);
    const first = await night.run();
    expect(first.report.assessments.map(({ partnerId, counted }) => [partnerId, counted])).toEqual([
      ["1000001", 16_000n * 10n ** 10n],
    ]);

    await write({ "usage.csv": usage("4000", "7000") });
    await night.fetch();
    await night.run({ asOf: "2017-08-16" });
    expect(plainRows(night.latest("restatements.csv"))).toMatchObject([{ partner_id: "1000001", month: "2017-06" }]);
    expect(night.latest("changes.csv")).toContain("2017-06");
    expect(night.said).toEqual(["Fetching exports", "Fetching exports"]);
  });

  it("is what a run does before it reads, where it is not told otherwise", async () => {
    const { url, write } = await storage.container();
    const night = desk(url);
    await write({ "usage.csv": usage("9000", "7000"), "people.csv": transcripts });
    expect(await problemsOf(() => night.run())).toMatchObject([{ code: "nothing-recognised" }]);
    const { report } = await night.run({ fetch: night.access });
    expect(report.sources.map(({ file }) => file)).toEqual([
      "consumption/azure/people.csv",
      "consumption/azure/usage.csv",
    ]);
    expect(report.warnings.filter(({ code }) => code === "fetch")).toEqual([]);
  });

  it("lets a run go on with what is there, which crosses the limit `fetch`", async () => {
    const { url, client, write } = await storage.container();
    const night = desk(url);
    await write({
      "usage.csv": usage("9000", "7000"),
      "people.csv": transcripts,
      "nul.csv": "x",
      "old.csv": usage("1", "1"),
    });
    await night.fetch();
    rmSync(join(night.input, "consumption", "azure", "old.csv"));
    await client.deleteBlob("old.csv");
    const noted = await night.run({ fetch: night.access });
    expect(noted.report.warnings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "refused-blobs", crossesLimit: false }),
        expect.objectContaining({ code: "vanished-blobs", crossesLimit: false }),
      ]),
    );
    await client.delete();
    const { report } = await night.run({ asOf: "2017-08-16", fetch: night.access });
    expect(report.warnings.filter(({ code }) => code === "fetch")).toEqual([
      {
        code: "fetch",
        message: `Not fetched, which is a limit by itself: ${url}: found the answer 404 ContainerNotFound; correct \`url:\` under \`azure:\` in job.yaml, or take the entry out.`,
        crossesLimit: true,
      },
    ]);
    expect(report.consumptionRead).toBe(true);
  });

  it("waits for no run, and says which one holds the output folder", async () => {
    const night = desk("http://127.0.0.1:9/account/exports");
    const owner = await ownerOfRun({ runId: "other", startedAt: "2017-08-15T01:00:00.000Z" });
    const lock = await acquireLock(night.output, { ...owner, pid: process.ppid, process: "" });
    await expect(night.fetch()).rejects.toThrow(LockedError);
    await lock.release();
  });

  it("says so where job.yaml names no container", async () => {
    const night = desk("http://127.0.0.1:9/account/exports");
    writeFileSync(join(night.root, "config", "job.yaml"), "azure: []\n");
    expect(await problemsOf(() => night.fetch())).toMatchObject([{ code: "no-containers" }]);
  });
});
