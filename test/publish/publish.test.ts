import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { publishRun } from "../../src/publish/publish.ts";
import { closeStaging, openStaging } from "../../src/publish/run-folder.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { liveOwner } from "./owners.ts";

async function publish(output: string, asOf: string, runId: string) {
  const staging = await openStaging(output, await liveOwner(runId));
  await writeFile(join(staging, "partners.csv"), `as of ${asOf} by ${runId}`);
  await writeFile(join(staging, "run.json"), JSON.stringify({ outputs: [{ file: "partners.csv" }] }));
  const published = await publishRun({ output, staging, asOf, runId, warn: () => {} });
  await closeStaging(staging);
  return published;
}

function readLatest(output: string): Promise<string> {
  return readFile(join(output, "latest", "partners.csv"), "utf8");
}

describe("publishRun", () => {
  it("moves the staging folder to its name and points latest to it, both ways", async () => {
    const output = join(await tempFolder(), "output");
    const { folder, isLatest } = await publish(output, "2017-07-31", "r1");
    expect([folder, isLatest]).toEqual([join(output, "runs", "2017-07-31_r1"), true]);
    expect(await readlink(join(output, "latest"))).toBe("runs/2017-07-31_r1");
    expect(JSON.parse(await readFile(join(output, "latest.json"), "utf8"))).toEqual({
      as_of: "2017-07-31",
      run_id: "r1",
      folder: "runs/2017-07-31_r1",
    });
    expect((await readdir(output)).sort()).toEqual(["latest", "latest.json", "runs"]);
    expect(await readdir(join(output, "runs"))).toEqual(["2017-07-31_r1"]);
  });

  it("keeps the earlier run of the same day and points to the later one", async () => {
    const output = await tempFolder();
    await publish(output, "2017-07-31", "r1");
    await publish(output, "2017-07-31", "r2");
    expect(await readLatest(output)).toBe("as of 2017-07-31 by r2");
    expect((await readdir(join(output, "runs"))).sort()).toEqual(["2017-07-31_r1", "2017-07-31_r2"]);
  });

  it("publishes a run for an older day without moving latest", async () => {
    const output = await tempFolder();
    await publish(output, "2017-07-31", "r1");
    const { isLatest } = await publish(output, "2017-06-30", "r2");
    expect(isLatest).toBe(false);
    expect(await readLatest(output)).toBe("as of 2017-07-31 by r1");
    expect(await readFile(join(output, "runs", "2017-06-30_r2", "partners.csv"), "utf8")).toContain("r2");
  });

  it("moves on from a latest that is missing, dangling or nonsense", async () => {
    const output = await tempFolder();
    await publish(output, "2017-08-31", "r1");
    await rm(join(output, "runs", "2017-08-31_r1"), { recursive: true });
    await publish(output, "2017-07-31", "r2");
    expect(await readLatest(output)).toBe("as of 2017-07-31 by r2");
    await rm(join(output, "latest"));
    await writeFile(join(output, "latest.json"), "{");
    await publish(output, "2017-06-30", "r3");
    expect(await readLatest(output)).toBe("as of 2017-07-31 by r2");
  });

  it("finds its way back to a run that was killed before latest was switched", async () => {
    const output = await tempFolder();
    await publish(output, "2017-07-31", "r1");
    await mkdir(join(output, "runs", "2017-08-31_r2"));
    await writeFile(join(output, "runs", "2017-08-31_r2", "partners.csv"), "complete");
    await writeFile(join(output, "runs", "2017-08-31_r2", "run.json"), '{"outputs":[{"file":"partners.csv"}]}');
    await symlink("runs/2017-08-31_r2", join(output, "latest.tmp-r2"));
    await publish(output, "2017-06-30", "r3");
    expect(await readLatest(output)).toBe("complete");
    expect((await readdir(output)).sort()).toEqual(["latest", "latest.json", "runs"]);
  });

  it("lets the output folder be moved", async () => {
    const folder = await tempFolder();
    await publish(join(folder, "output"), "2017-07-31", "r1");
    await rename(join(folder, "output"), join(folder, "elsewhere"));
    expect(await readLatest(join(folder, "elsewhere"))).toBe("as of 2017-07-31 by r1");
  });

  it("publishes nothing where latest is a real folder, and says so", async () => {
    const output = await tempFolder();
    await mkdir(join(output, "latest"));
    const refused = publish(output, "2017-07-31", "r1");
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow("a folder called latest");
    expect(await readdir(join(output, "runs"))).not.toContain("2017-07-31_r1");
  });

  it("publishes nothing over a run of the same name, and leaves latest as it was", async () => {
    const output = await tempFolder();
    await publish(output, "2017-07-31", "r1");
    await expect(publish(output, "2017-07-31", "r1")).rejects.toThrow(InputError);
    expect(await readLatest(output)).toBe("as of 2017-07-31 by r1");
    expect((await readdir(output)).sort()).toEqual(["latest", "latest.json", "runs"]);
  });
});
