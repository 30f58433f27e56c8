import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCommand } from "../../src/cli/check-command.ts";
import { outcomeText } from "../../src/cli/outcome-text.ts";
import { checkInputs } from "../../src/jobs/check.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { type Files, type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const asOf = "2017-08-15";
const header = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";
const row = (amount: string, day = "2017-07-30") => `1000001,t-1,s-1,${day},${amount},dpor\n`;
const clean: Files = {
  "partners.csv": "partner_id,partner_name,country\n1000001,Contoso,Germany\n",
  "consumption/a.csv": header + row("1"),
  "transcripts/a.csv":
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n7,,1000001,70-532,,2017-03-01,,pass\n",
};
const without = (name: string): Files => Object.fromEntries(Object.entries(clean).filter(([file]) => file !== name));

async function check(folder: JobFolder) {
  return checkInputs({ config: folder.config(), asOf, progress: { stage: () => {}, files: () => {} } });
}

/** What the command prints, and its exit code. */
async function type(folder: JobFolder, ...words: string[]) {
  const fake = fakeTerminal(folder.root);
  const folders = ["--input", folder.input, "--output", folder.output, "--as-of", asOf, "--quiet"];
  await checkCommand(fake.terminal).parseAsync([...folders, ...words], { from: "user" });
  return { stdout: fake.stdout(), code: fake.code() };
}

describe("tierbook check", () => {
  const spoilt: Files = { ...clean, "consumption/a.csv": header + row("1").repeat(10) + row("x").repeat(3) };
  const dmy = row("1", "13/07/2017").repeat(2) + row("1", "05/06/2017") + row("1", "07/30/2017");

  it.each<{ name: string; files: Files; code: 0 | 3; crossed: string[] }>([
    { name: "nothing is wrong", files: clean, code: 0, crossed: [] },
    { name: "no consumption is there", files: without("consumption/a.csv"), code: 3, crossed: ["no-consumption"] },
    { name: "no transcripts are there", files: without("transcripts/a.csv"), code: 3, crossed: ["no-transcripts"] },
    {
      name: "too many rows are rejected, in all, of a partner and of a file",
      files: spoilt,
      code: 3,
      crossed: ["rejected-rows", "rejected-rows-of-partner", "rejected-rows-of-file"],
    },
    {
      name: "consumption is nobody's",
      files: { ...clean, "consumption/a.csv": `${header + row("9")},t-2,s-2,2017-07-30,1,\n` },
      code: 3,
      crossed: ["unattributed"],
    },
    {
      name: "dates are in the other order",
      files: { ...clean, "consumption/a.csv": header + dmy + row("1").repeat(60) },
      code: 3,
      crossed: ["date-order"],
    },
  ])("tells how a run would end where $name, and a run ends so", async ({ files, code, crossed }) => {
    const folder = jobFolder(files);
    const { exit_code, limits_crossed, problems } = await check(folder);
    expect({ exit_code, problems, codes: limits_crossed.map((limit) => limit.code) }).toEqual({
      exit_code: code,
      problems: [],
      codes: crossed,
    });
    const { report } = await folder.run();
    const ofRun = report.warnings.filter(({ crossesLimit }) => crossesLimit);
    expect(limits_crossed).toEqual(ofRun.map(({ code: of, message }) => ({ code: of, message })));
  });

  it("names the file, the setting and the rows of dates in the other order, of transcripts as well", async () => {
    const people = ["13/03/2017", "14/03/2017", "05/06/2017", "03/30/2017", "2017-03-01"].map(
      (day, index) => `${index},,1000001,70-410,,${day},,pass\n`,
    );
    const [head = ""] = (clean["transcripts/a.csv"] as string).split("\n");
    const folder = jobFolder({
      ...clean,
      "consumption/a.csv": header + dmy,
      "transcripts/a.csv": `${head}\n${people.join("")}`,
    });
    const said = (await check(folder)).limits_crossed.filter(({ code }) => code === "date-order");
    expect(said.map(({ message }) => message)).toMatchObject([
      expect.stringMatching(
        /^consumption\/a\.csv is read as `dateOrder: mdy`.* 3 rows rejected.*`sources:` in job\.yaml/,
      ),
      expect.stringMatching(/^transcripts\/a\.csv is read as `dateOrder: mdy`.* 3 rows rejected/),
    ]);
    // The second night has the partial from the state, and knows it still.
    for (const night of ["first", "second"]) {
      const { report } = await folder.run();
      expect([night, report.warnings.filter(({ code }) => code === "date-order").length]).toEqual([night, 2]);
    }
  });

  it("prints the limits as a run does, exits like one, and writes nothing", async () => {
    const folder = jobFolder(spoilt);
    const { stdout, code } = await type(folder);
    expect(existsSync(folder.output)).toBe(false);
    const lines = (text: string) => text.split("\n").filter((line) => line.startsWith("Limit crossed: "));
    expect(lines(stdout)).toHaveLength(3);
    expect(lines(stdout)).toEqual(lines(outcomeText(await folder.run())));
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("2 files can be read; a run would cross 3 limits (exit code 3).");
    expect(code).toBe(3);
  });

  it("looks at the run published last, and leaves its folder as it is", async () => {
    const folder = jobFolder({ ...clean, "consumption/b.csv": header + row("2", "2017-06-30") });
    await folder.run();
    const before = readdirSync(folder.output, { recursive: true }).sort();
    rmSync(join(folder.input, "consumption", "b.csv"));
    const { limits_crossed } = await check(folder);
    expect(limits_crossed.map(({ code }) => code)).toEqual(["source-gone", "fewer-rows"]);
    expect(readdirSync(folder.output, { recursive: true }).sort()).toEqual(before);
  });

  it("tells all problems and no limits where a run would publish nothing", async () => {
    const folder = jobFolder({
      ...spoilt,
      "consumption/b.csv": "what,ever\n1,2\n",
      "transcripts/b.csv": "no,header\n",
    });
    const { stdout, code } = await type(folder);
    expect(code).toBe(2);
    expect(stdout).toContain("2 problems: a run would publish nothing (exit code 2).");
    expect(stdout).not.toContain("Limit crossed");
    expect(stdout).toContain("  tierbook: 1 file, 13 rows, 2017-07, 1 partner named\n");
  });

  it("has limits and exit code in JSON, too", async () => {
    const { stdout } = await type(jobFolder(without("transcripts/a.csv")), "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      exit_code: 3,
      limits_crossed: [{ code: "no-transcripts" }],
      problems: [],
    });
  });
});

describe("tierbook check of a job that names Spark", () => {
  const spark =
    'engine: spark\nspark: { command: [/nowhere/spark-sql, "{sql}"], stage: /nowhere/stage, fromBytes: 1 }\n';
  const files: Files = { ...clean, "consumption/_b.csv": header + row("2", "2017-07-29") };

  it("says what would be sent and what would not, and starts nothing", async () => {
    const folder = jobFolder(files, spark);
    const { spark: planned, notes, exit_code } = await check(folder);
    expect(planned).toEqual({
      ...{ asks_spark: true, files: ["consumption/a.csv"], bytes: (header + row("1")).length },
      kept: [{ file: "consumption/_b.csv", why: "a name that Spark does not find" }],
    });
    expect(notes.at(-1)).toBe(
      "A run would send 1 new export (101 B) to Spark: consumption/a.csv. 1 new export is read on this machine in any case: consumption/_b.csv (a name that Spark does not find).",
    );
    expect(exit_code).toBe(0);
  });

  it("counts only what the state does not have", async () => {
    const folder = jobFolder(files, spark);
    const { spark: _, ...job } = folder.config().job;
    await folder.run({ config: { ...folder.config(), job: { ...job, engine: "embedded" } } });
    folder.write({ "consumption/c.csv": header + row("3", "2017-07-28") });
    const { spark: planned } = await check(folder);
    expect(planned).toMatchObject({ files: ["consumption/c.csv"], kept: [] });
  });

  it("says where too little is new", async () => {
    const folder = jobFolder(files, spark.replace("fromBytes: 1 ", "fromBytes: 1MiB "));
    const { spark: planned, notes } = await check(folder);
    expect(planned?.asks_spark).toBe(false);
    expect(notes.at(-1)).toContain("A run would not ask Spark: 1 new export (101 B)");
  });
});
