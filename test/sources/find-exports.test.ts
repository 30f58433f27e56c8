import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findExports } from "../../src/sources/find-exports.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const usage = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";
const people = "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n";

async function found(folder: JobFolder) {
  const { job, formats } = folder.config();
  return findExports(job, formats);
}

async function notesOf(folder: JobFolder): Promise<readonly string[]> {
  return (await found(folder)).notes;
}

/** The exports that are found, each with its format; those that are left out with what counts instead. */
async function foundIn(files: Record<string, string | Buffer>, job = "") {
  const { consumption, transcripts, problems } = await found(jobFolder(files, job));
  const named = [...consumption, ...transcripts].map(({ file, format, leftOutFor }) =>
    leftOutFor.length === 0 ? `${file} ${format.id}` : `${file} left out for ${leftOutFor}`,
  );
  return [...named, ...problems.map(({ file, code }) => `${file} ${code}`)];
}

describe("findExports", () => {
  it("recognises exports by their header, in any folder and under any ending of text", async () => {
    const files = {
      "a.csv": usage,
      "deep/er/b.TXT": `${usage}1,c,s,2017-06-01,1,dpor\n`,
      "consumption/people.csv": people,
      "transcripts/c.tsv": `${usage.replaceAll(",", "\t")}`,
      "mail/d.txt.gz": gzipSync(people.replace(",", ";").replaceAll(",", ";")),
    };
    expect(await foundIn(files)).toEqual([
      "a.csv tierbook",
      "deep/er/b.TXT tierbook",
      "transcripts/c.tsv tierbook",
      "consumption/people.csv transcripts",
      "mail/d.txt.gz transcripts",
    ]);
  });

  it("asks for an export where none is recognised, and names what lies there instead", async () => {
    const folder = jobFolder({ "letter.txt": "Dear Contoso,\nhere it is.\n" });
    const { problems } = await found(folder);
    expect(problems.map(({ code, found: what }) => `${code}: ${what}`)).toEqual([
      "nothing-recognised: no export that any format recognises (letter.txt: a header that no format recognises: Dear Contoso, )",
    ]);
  });

  it("takes an unknown header for an error only where nothing but exports lies, or where job.yaml names its format", async () => {
    const files = { "a.csv": usage, "b.csv": "x,y\n1,2\n", "consumption/c.csv": "x,y\n", "d.csv": "x,y\n" };
    expect(await foundIn(files, "sources:\n  - match: d.csv\n    format: tierbook\n")).toEqual([
      "a.csv tierbook",
      "consumption/c.csv unknown-header",
      "d.csv unknown-header",
    ]);
  });

  it("does not look into reports, demos, modules and hidden folders", async () => {
    const files = {
      "a.csv": usage,
      "report/run.json": "{}",
      "report/usage.csv": usage,
      "demo/.tierbook-demo": "",
      "demo/input/usage.csv": usage,
      "node_modules/x/usage.csv": usage,
      ".git/usage.csv": usage,
      ".usage.csv": usage,
      "~$usage.csv": usage,
    };
    const { consumption, leftAlone } = await found(jobFolder(files));
    expect(consumption.map(({ file }) => file)).toEqual(["a.csv"]);
    expect(leftAlone).toEqual([".git/", ".usage.csv", "demo/", "node_modules/", "report/", "~$usage.csv"]);
  });

  it("does not look into the output folder, even where it has no report yet", async () => {
    const folder = jobFolder({ "a.csv": usage, "out/state/usage.csv": usage });
    const { job, formats } = folder.config();
    const { consumption } = await findExports({ ...job, output: join(folder.input, "out") }, formats);
    expect(consumption.map(({ file }) => file)).toEqual(["a.csv"]);
  });

  it("counts of equal files the newest by name, packed or not, also where a different one lies between (S14)", async () => {
    const [first, second] = [`${usage}1,c,s,2017-06-01,1,dpor\n`, `${usage}1,c,s,2017-06-01,2,dpor\n`];
    const files = {
      "usage_20170601.csv": first,
      "usage_20170602.csv": second,
      "usage_20170603.csv.gz": gzipSync(first),
    };
    expect(await foundIn(files)).toEqual([
      "usage_20170601.csv left out for usage_20170603.csv.gz",
      "usage_20170602.csv tierbook",
      "usage_20170603.csv.gz tierbook",
    ]);
  });

  it("compares a packed file of several parts by all of them", async () => {
    const rows = `${usage}1,c,s,2017-06-01,1,dpor\n`;
    const parts = Buffer.concat([gzipSync(usage), gzipSync(rows.slice(usage.length)), gzipSync("")]);
    expect(await foundIn({ "a_20170601.csv": rows, "b_20170602.csv.gz": parts })).toEqual([
      "a_20170601.csv left out for b_20170602.csv.gz",
      "b_20170602.csv.gz tierbook",
    ]);
  });
});

describe("the notes on what was found", () => {
  it("are none where everything is what it looks like", async () => {
    const folder = jobFolder(
      { "consumption/usage.csv": usage, "consumption/readme.md": "", "notes.md": "", "old/usage.csv": `${usage}\n` },
      "sources:\n  - match: consumption/**\n    association: dpor\n",
    );
    expect(await notesOf(folder)).toEqual([]);
  });

  it("name what looks like an input and is left alone, each with what is in the way", async () => {
    const folder = jobFolder({ "usage.csv": usage, "notes.txt": "Call Ann.\n", "2017/associations.csv": "" });
    writeFileSync(join(folder.input, "Partners.csv"), "partner_id,partner_name,country\n");
    mkdirSync(join(folder.input, "transcripts"));
    symlinkSync("../usage.csv", join(folder.input, "transcripts", "people.csv"));
    expect(await notesOf(folder)).toEqual([
      "Left alone, though it looks like an input: 2017/associations.csv (associations.csv is read at the top of the input folder, and by exactly this name), " +
        "Partners.csv (partners.csv is read at the top of the input folder, and by exactly this name), transcripts/people.csv (a link or a device, neither of which is followed).",
      "Left alone, since no format recognises it as an export: notes.txt (a header that no format recognises: Call Ann.).",
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
