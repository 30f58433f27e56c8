import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findExports } from "../../src/sources/find-exports.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const usage = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";

async function notesOf(folder: JobFolder): Promise<readonly string[]> {
  const { job, formats } = folder.config();
  return (await findExports(job, formats)).notes;
}

describe("the notes on what was found", () => {
  it("are none where everything is what it looks like", async () => {
    const folder = jobFolder(
      { "consumption/usage.csv": usage, "consumption/readme.md": "", "notes.txt": "", "old/usage.csv": usage },
      "sources:\n  - match: consumption/**\n    association: dpor\n",
    );
    expect(await notesOf(folder)).toEqual([]);
  });

  it("name what looks like an input and is left alone, each with what is in the way", async () => {
    const folder = jobFolder({ "usage.csv": usage });
    mkdirSync(join(folder.input, "Consumption"));
    writeFileSync(join(folder.input, "Consumption", "usage.csv"), usage);
    writeFileSync(join(folder.input, "Partners.csv"), "partner_id,partner_name,country\n");
    mkdirSync(join(folder.input, "transcripts"));
    symlinkSync("../usage.csv", join(folder.input, "transcripts", "people.csv"));
    expect(await notesOf(folder)).toEqual([
      "Left alone, though it looks like an input: Consumption/usage.csv (Consumption must be called consumption), " +
        "Partners.csv (Partners.csv must be called partners.csv), transcripts/people.csv (a link or a device, neither of which is followed).",
    ]);
  });

  it("name a folder of exports that is a link", async () => {
    const folder = jobFolder();
    symlinkSync("elsewhere", join(folder.input, "consumption"));
    expect((await notesOf(folder))[0]).toContain("consumption (a link or a device, neither of which is followed)");
  });

  it("name the entries of sources that no file fits", async () => {
    const match = (glob: string) => `  - match: ${glob}\n    ignore: true\n`;
    const job = `sources:\n${match("consumption/fabrikm/**")}${match("consumption/*.csv")}`;
    expect(await notesOf(jobFolder({ "consumption/usage.csv": usage }, job))).toEqual([
      "No file fits under `sources:` in job.yaml: consumption/fabrikm/**; correct or remove what is not meant.",
    ]);
  });
});
