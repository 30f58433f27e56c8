import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { smallInput } from "../rough/command.ts";

/** Names that a run's own files could nearly have. */
const partial = `partial-${"a".repeat(64)}.parquet`;
const places = ["", "state/", "runs/", "runs/2017-01-31_by-hand/"];
const kept = {
  files: [...places.map((place) => `${place}notes.txt`), "state/facts.jsonl.bak", "state/partial-1.parquet"],
  folders: [`state/${partial.replace("a", "b")}`, "runs/.deleted-mine", "latest.tmp-mine", "state/archive"],
  links: ["link", "state/link", `state/${partial}`, "runs/link"],
};

function leaveForeign(output: string, outside: string): void {
  for (const name of [...kept.files, ...kept.folders.map((folder) => `${folder}/inside.txt`)]) {
    mkdirSync(dirname(join(output, name)), { recursive: true });
    writeFileSync(join(output, name), name);
  }
  for (const name of kept.links) symlinkSync(outside, join(output, name));
}

function expectForeign(output: string, outside: string): void {
  for (const name of [...kept.files, ...kept.folders.map((folder) => `${folder}/inside.txt`)]) {
    expect(readFileSync(join(output, name), "utf8")).toBe(name);
  }
  for (const name of kept.links) {
    expect(lstatSync(join(output, name)).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(output, name))).toBe(outside);
  }
  expect(readFileSync(join(outside, "precious.txt"), "utf8")).toBe("precious");
}

describe("what others have put into the output folder", () => {
  it("outlives runs, with and without a state, and retention", async () => {
    const folder = jobFolder(smallInput, "retain: 1\n");
    const outside = join(folder.root, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "precious.txt"), "precious");
    const warnings: string[] = [];
    const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
    await folder.run();
    leaveForeign(folder.output, outside);
    const days = ["2017-08-11", "2017-08-12", "2017-08-13", "2017-08-14"];
    for (const [index, asOf] of days.entries()) {
      folder.write({ "consumption/usage.csv": `${smallInput["consumption/usage.csv"]}`.replace("15000", `${index}`) });
      await folder.run({ asOf, progress, cache: index === 1 ? "off" : "use", runId: `r${index}` });
      expectForeign(folder.output, outside);
    }
    expect(warnings).toEqual([]);
    // Retention has done its work all the while.
    expect(readdirSync(join(folder.output, "runs")).filter((name) => name.startsWith("2017-08-1")).length).toBeLessThan(
      4,
    );
  });
});
