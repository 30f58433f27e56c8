import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printOwner } from "../../src/publish/owner.ts";
import { closeStaging, openStaging } from "../../src/publish/run-folder.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { deadOwner, distantOwner, liveOwner } from "./owners.ts";

async function leaveStaging(output: string, name: string, owner?: string): Promise<void> {
  await mkdir(join(output, "runs", name), { recursive: true });
  await writeFile(join(output, "runs", name, "partners.csv"), "half");
  if (owner !== undefined) await writeFile(join(output, "runs", `${name}.owner.json`), owner);
}

describe("openStaging", () => {
  it("makes an empty folder below runs, which closeStaging removes", async () => {
    const output = join(await tempFolder(), "output");
    const staging = await openStaging(output, await liveOwner("r1"));
    expect(staging).toBe(join(output, "runs", ".staging-r1"));
    expect(await readdir(staging)).toEqual([]);
    await closeStaging(staging);
    expect(await readdir(join(output, "runs"))).toEqual([]);
  });

  it("removes what dead runs left, and keeps published runs", async () => {
    const output = await tempFolder();
    await leaveStaging(output, ".staging-dead", printOwner(deadOwner("dead")));
    await leaveStaging(output, ".staging-unknown");
    await leaveStaging(output, "2017-07-31_r0");
    await writeFile(join(output, "latest.tmp-dead"), "");
    await writeFile(join(output, "latest.json.tmp-dead"), "");
    await writeFile(join(output, "latest.json"), "{}");
    await openStaging(output, await liveOwner("r1"));
    expect((await readdir(join(output, "runs"))).sort()).toEqual([
      ".staging-r1",
      ".staging-r1.owner.json",
      "2017-07-31_r0",
    ]);
    expect((await readdir(output)).sort()).toEqual(["latest.json", "runs"]);
  });

  it("removes what dead runs left of their locks, and nothing of those that may be alive", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "tierbook.lock.dead"), printOwner(deadOwner("dead")));
    await writeFile(join(output, "tierbook.lock.takeover-dead"), printOwner(deadOwner("also-dead")));
    await writeFile(join(output, "tierbook.lock.r1"), printOwner(await liveOwner("r1")));
    await writeFile(join(output, "tierbook.lock.half"), "{");
    const alive = ["tierbook.lock", "tierbook.lock.distant", "tierbook.lock.live"];
    await writeFile(join(output, "tierbook.lock"), printOwner(await liveOwner("r1")));
    await writeFile(join(output, "tierbook.lock.distant"), printOwner(distantOwner("distant")));
    await writeFile(join(output, "tierbook.lock.live"), printOwner(await liveOwner("live")));
    await openStaging(output, await liveOwner("r1"));
    expect((await readdir(output)).sort()).toEqual(["runs", ...alive]);
  });

  it("never removes the folder of a run that may be alive", async () => {
    const output = await tempFolder();
    await leaveStaging(output, ".staging-live", printOwner(await liveOwner("live")));
    await leaveStaging(output, ".staging-distant", printOwner(distantOwner("distant")));
    await openStaging(output, await liveOwner("r1"));
    expect(await readdir(join(output, "runs"))).toEqual(
      expect.arrayContaining([".staging-live", ".staging-distant", ".staging-r1"]),
    );
  });
});
