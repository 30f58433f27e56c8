import { mkdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";

const usage = "partner_id,customer_id,subscription_id,date,amount_usd,association\n1284501,c,s,2017-07-03,1,dpor\n";

describe("latest", () => {
  it("does not point to a folder that is named like a later run and has no run.json", async () => {
    const folder = jobFolder({ "usage.csv": usage });
    mkdirSync(join(folder.output, "runs", "2099-01-01_later"), { recursive: true });
    await folder.run();
    expect(folder.latest("run.json")).toContain("2017-08-15");
    expect(readlinkSync(join(folder.output, "latest"))).toContain("2017-08-15_");
  });

  it("stays with a run that has all its files when a flag leaves some out, and moves where there is none", async () => {
    const folder = jobFolder({ "usage.csv": usage });
    const first = await folder.run({ isPartial: true });
    expect(first.isLatest).toBe(true);
    const whole = await folder.run({ workbook: true });
    const partial = await folder.run({ isPartial: true });
    expect([whole.isLatest, partial.isLatest]).toEqual([true, false]);
    expect(folder.latest("run.json")).not.toContain("left_out");
  });
});

describe("a lock that names no run", () => {
  it.each([
    { what: "is empty", make: (path: string) => writeFileSync(path, "") },
    { what: "has somebody else's text", make: (path: string) => writeFileSync(path, "busy") },
    { what: "is a link to nothing", make: (path: string) => symlinkSync("nowhere", path) },
  ])("is taken over, and said, where it $what", async ({ make }) => {
    const folder = jobFolder({ "usage.csv": usage });
    mkdirSync(folder.output);
    make(join(folder.output, "tierbook.lock"));
    const warnings: string[] = [];
    const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
    await folder.run({ progress });
    expect(warnings).toEqual(["Took over a lock that names no run: it was empty, damaged, or a link to nothing."]);
    expect(folder.latest("run.json")).toContain("2017-08-15");
  });
});
