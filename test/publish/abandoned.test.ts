import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printOwner } from "../../src/publish/owner.ts";
import { clearUpAbandoned } from "../../src/publish/unattended.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { deadOwner, distantOwner, liveOwner } from "./owners.ts";

async function outputHeldBy(owner: string): Promise<string> {
  const output = await tempFolder();
  const staging = join(output, "runs", ".staging-r1");
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, "partners.csv"), "half");
  writeFileSync(`${staging}.owner.json`, owner);
  writeFileSync(join(output, "tierbook.lock"), owner);
  return output;
}

describe("clearUpAbandoned", () => {
  it("removes the lock and the half-written report of a dead run", async () => {
    const output = await outputHeldBy(printOwner(deadOwner("r1")));
    await clearUpAbandoned(output, await liveOwner("schedule"));
    expect(readdirSync(output)).toEqual(["runs"]);
    expect(readdirSync(join(output, "runs"))).toEqual([]);
  });

  it("leaves a run alone that may be going on", async () => {
    const output = await outputHeldBy(printOwner(distantOwner("r1")));
    await clearUpAbandoned(output, await liveOwner("schedule"));
    expect(readdirSync(join(output, "runs"))).toHaveLength(2);
    expect(readdirSync(output)).toContain("tierbook.lock");
  });

  it("has nothing to do where a run died before it made anything", async () => {
    const output = join(await tempFolder(), "output");
    await clearUpAbandoned(output, await liveOwner("schedule"));
    expect(readdirSync(output)).toEqual([]);
  });
});
