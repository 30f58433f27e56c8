import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainCommand } from "../../src/cli/explain-command.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { type JobFolder, jobFolder, plainRows } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const input = {
  "partners.csv": "partner_id,partner_name,country\n1000001,Contoso Cloud,Germany\n1000002,Fabrikam,\n",
  "consumption/a.csv": `${header}
1000001,contoso,s-1,2017-06-03,14000.005,dpor
1000001,contoso,s-1,2017-06-03,-0.0049999999999,dpor
1000001,contoso,s-2,2017-06-03,500,pal
1000001,contoso,s-2,2017-06-04,0,pal
1000001,contoso,s-1,2016-07-31,70,dpor
1000001,contoso,s-1,2017-06-31,80,dpor
`,
  "consumption/b.csv": `${header}\n1000002,fabrikam,s-9,2017-06-03,7,dpor\n`,
  "transcripts/all.csv": `person_id,email,partner_id,credential,title,completed_on,expires_on,result
1,anna@contoso.com,1000001,70-532,,2017-03-01,,pass
2,arno@contoso.com,1000001,70-533,,2017-03-02,2017-08-14,pass
2,arno@contoso.com,1000001,,Selling to Small Business,2017-03-03,,pass
3,ben@contoso.com,1000001,70-533,,2016-03-02,,pass
3,ben@contoso.com,1000002,70-533,,2017-03-02,,pass
`,
};

async function published(files: Record<string, string> = input, job?: string): Promise<JobFolder> {
  const folder = jobFolder(files, job);
  await folder.run();
  return folder;
}

/** What the command prints, or the error it ends with. */
async function explain(folder: JobFolder, ...words: string[]) {
  const fake = fakeTerminal(folder.root);
  const folders = ["--input", folder.input, "--output", folder.output, "--quiet"];
  const error = await explainCommand(fake.terminal)
    .exitOverride()
    .parseAsync([...words, ...folders], { from: "user" })
    .then(
      () => "",
      (reason: unknown) => String(reason),
    );
  return { stdout: fake.stdout(), stderr: fake.stderr(), error };
}

describe("tierbook explain", () => {
  it("says in plain words why a tier is not held", async () => {
    const { stdout, error } = await explain(await published(), "1000001");
    expect(error).toBe("");
    for (const line of [
      "1000001 Contoso Cloud as of 2017-08-15: no tier; next tier: silver, which is close.",
      "GOLD is NOT HELD: it lacks US$86,000.00 of consumption, and 1 person with the right credential.",
      "SILVER is NOT HELD: it lacks US$1,000.00 of consumption.",
      "    by exams        1 person: a***@contoso.com",
      "CONSUMPTION: US$14,000.00 counts, from 2 rows, 1 file, 1 customer, 1 subscription",
      "consumption/a.csv  2 rows  lines 2 to 3",
      "consumption/a.csv  2017-06  associated by Partner Admin Link, which the rules do not accept",
      "consumption/a.csv  2016-07  used before the window",
      "consumption/a.csv           cannot be read: see rejects.csv",
      "2017-03-02  70-533                     no: expired on 2017-08-14     transcripts/all.csv:3",
      "  b***@contoso.com: counts for partner 1000002, which the latest completion names",
    ]) {
      expect(stdout).toContain(line);
    }
  });

  it("shows all digits where cents would hide what is missing", async () => {
    const row = "1000001,contoso,s-1,2017-06-03,14999.9999,dpor";
    const { stdout } = await explain(
      await published({ ...input, "consumption/a.csv": `${header}\n${row}\n` }),
      "1000001",
    );
    expect(stdout).toContain("    found     US$14,999.9999\n    missing   US$0.01\n");
    // Gold is far, but the same amount must not look like another one there.
    expect(stdout).toContain("    found     US$14,999.9999\n    missing   US$85,000.01\n");
  });

  it("tells about one tier only if asked", async () => {
    const { stdout } = await explain(await published(), "1000001", "--tier", "silver");
    expect(stdout).toContain("SILVER is NOT HELD");
    expect(stdout).not.toContain("GOLD");
  });

  it("writes the rows that count, unrounded, each with its line", async () => {
    const folder = await published();
    const path = join(folder.root, "rows.csv");
    await explain(folder, "1000001", "--rows", path);
    const { readFileSync } = await import("node:fs");
    const rows = plainRows(readFileSync(path, "utf8"));
    expect(rows.map(({ file, line, day, amount_usd }) => [file, line, day, amount_usd])).toEqual([
      ["consumption/a.csv", "2", "2017-06-03", "14000.0050000000"],
      ["consumption/a.csv", "3", "2017-06-03", "-0.0050000000"],
    ]);
    expect((await explain(folder, "1000001", "--rows", path)).error).toContain("which already exists");
  });

  it("prints everything as JSON, too", async () => {
    const { stdout } = await explain(await published(), "1000001", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      tier: "none",
      next_tier: "silver",
      consumption: { measured_usd: "14000.0000000000", rows: 2 },
      tiers: [{ tier: "gold" }, { tier: "silver", requirements: [{ missing: "1000.0000000000" }, { missing: null }] }],
    });
  });

  it("answers about a partner without anything", async () => {
    const folder = await published({ ...input, "partners.csv": "partner_id,partner_name,country\n7,Litware,France\n" });
    const { stdout } = await explain(folder, "7");
    expect(stdout).toContain("CONSUMPTION: US$0.00 counts, from 0 rows");
    expect(stdout).toContain("  Nobody.");
  });

  it("says of a partner's own usage that associations.csv credits nobody with it (S5)", async () => {
    const usage =
      "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";
    const folder = await published({
      "consumption/unbilled.csv": `${usage}\ntenant,c,100,,,s1,2017-07-10,40,USD\ntenant,c,100,,,s2,2017-07-11,7,USD\n`,
      "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n,,s1,,,\n",
    });
    const { stdout, error } = await explain(folder, "100");
    expect(error).toBe("");
    expect(stdout).toContain("CONSUMPTION: US$7.00 counts, from 1 row");
    expect(stdout).toMatch(
      /US\$40\.00 {2}1 row {2}consumption\/unbilled\.csv {2}2017-07 {2}its own usage, of which associations\.csv says that nobody is credited/,
    );
    const json = JSON.parse((await explain(folder, "100", "--json")).stdout);
    expect(json.consumption.not_counted).toMatchObject([{ bucket: "unattributed", rows: 1, usd: "40.0000000000" }]);
  });

  it("tells the reseller of a billed row, and nobody else, of the rows that it replaces (S5, S14)", async () => {
    const usage =
      "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";
    const folder = await published({
      "consumption/billed.csv": `${usage}\ntenant,customer,100,202,G1,sub,2017-07-10,40,USD\ntenant,customer,100,,G1,own,2017-07-11,7,USD\n`,
      "consumption/unbilled.csv": `${usage}\ntenant,customer,100,,,sub,2017-07-10,39,USD\ntenant,customer,100,,,own,2017-07-11,5,USD\ntenant,customer,100,,,own,2017-06-10,6,USD\n`,
    });
    const replacedOf = async (partner: string) => {
      const { not_counted: replaced } = JSON.parse((await explain(folder, partner, "--json")).stdout).consumption;
      return replaced.map((entry: { file: string; bucket: string; usd: string }) => [
        entry.file,
        entry.bucket,
        entry.usd,
      ]);
    };
    expect(await replacedOf("202")).toEqual([["consumption/unbilled.csv", "superseded", "39.0000000000"]]);
    expect(await replacedOf("100")).toEqual([["consumption/unbilled.csv", "superseded", "5.0000000000"]]);
  });

  it("explains the run of another day", async () => {
    const folder = await published();
    await folder.run({ asOf: "2017-06-30" });
    expect((await explain(folder, "1000001", "--as-of", "2017-06-30")).stdout).toContain("as of 2017-06-30: no tier");
    expect((await explain(folder, "1000001")).stdout).toContain("as of 2017-08-15: no tier");
    expect((await explain(folder, "1000001", "--as-of", "2017-05-31")).error).toContain(
      "no published run as of 2017-05-31",
    );
  });

  it("explains the last run that is left where somebody deleted the one that latest names", async () => {
    const folder = await published();
    await folder.run({ asOf: "2017-06-30" });
    rmSync(realpathSync(join(folder.output, "latest")), { recursive: true });
    expect((await explain(folder, "1000001")).stdout).toContain("as of 2017-06-30: no tier");
  });

  it("leaves files aside that came after the run", async () => {
    const folder = await published();
    folder.write({ "consumption/c [1].csv": `${header}\n1000001,contoso,s-1,2017-06-03,1000,dpor\n` });
    expect((await explain(folder, "1000001")).stdout).toContain("CONSUMPTION: US$14,000.00 counts");
  });

  it("does not need other files than the partner's, as long as what was read of them is kept", async () => {
    const folder = await published();
    folder.write({ "consumption/b.csv": `${header}\n1000002,fabrikam,s-9,2017-06-03,8,dpor\n` });
    expect((await explain(folder, "1000001")).error).toBe("");
    expect((await explain(folder, "1000002")).error).toContain(
      "consumption/b.csv: found a file that changed after the published run",
    );
  });

  it("reads all files again where nothing is kept of them, and says so", async () => {
    const folder = await published();
    rmSync(join(folder.output, "state"), { recursive: true });
    const { stdout, stderr } = await explain(folder, "1000001");
    expect(stdout).toContain("CONSUMPTION: US$14,000.00 counts");
    expect(stderr).toContain("2 of 2 files had to be read in full");
    folder.write({ "consumption/a.csv": `${header}\n` });
    expect((await explain(folder, "1000001")).error).toContain("consumption/a.csv: found a file that changed");
  });

  it.each([
    {
      name: "a file is gone",
      change: (folder: JobFolder) => rmSync(join(folder.input, "consumption/b.csv")),
      says: "consumption/b.csv: found no such file any more",
    },
    {
      name: "transcripts changed",
      change: (folder: JobFolder) =>
        folder.write({
          "transcripts/all.csv": `${input["transcripts/all.csv"]}4,x@example.com,1000001,70-532,,2017-03-01,,pass\n`,
        }),
      says: "transcripts/all.csv: found a file that changed",
    },
    {
      name: "a table came",
      change: (folder: JobFolder) =>
        folder.write({ "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n" }),
      says: "associations.csv: found a table that changed, came or went",
    },
    {
      name: "the run's facts are damaged",
      change: (folder: JobFolder) => rmSync(join(folder.output, "latest/facts.json")),
      says: "facts.json or run.json is missing",
    },
  ])("refuses when $name", async ({ change, says }) => {
    const folder = await published();
    change(folder);
    expect((await explain(folder, "1000001")).error).toContain(says);
  });

  it("refuses under other rules and settings", async () => {
    const folder = await published();
    const other = await explain(folder, "1000001", "--rules", "cloud-platform-history.yaml");
    expect(other.error).toContain("found other rules than those the published run was made with");
  });

  it("names the setting that is another", async () => {
    const folder = await published(input, "settleDays: 0\n");
    writeFileSync(join(folder.root, "config", "job.yaml"), "settleDays: 20\n");
    const { error } = await explain(folder, "1000001", "--config", join(folder.root, "config"));
    expect(error).toContain("another setting of `window` or `settleDays`");
  });

  it("names placeholders that are others: they decide whose rows are whose", async () => {
    const folder = await published(input, "placeholders: []\n");
    writeFileSync(join(folder.root, "config", "job.yaml"), "placeholders: [contoso]\n");
    const { error } = await explain(folder, "1000001", "--config", join(folder.root, "config"));
    expect(error).toContain("another setting of `placeholders`");
  });

  it("leaves out dates that other rows of a large file make doubtful, as the run did (S4)", async () => {
    const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
    const fillers = Array.from(
      { length: 20_000 },
      (_, row) => `1000009,contoso,s-${row},13/06/2017,1,dpor,${"x".repeat(30)}`,
    );
    const own = ["1000001,contoso,a,2017-06-01,1.5,dpor,", "1000001,contoso,a,06/05/2017,2.5,dpor,"];
    const folder = jobFolder({ "consumption/large.csv": `${[`${header},note`, ...fillers, ...own].join("\n")}\n` });
    await folder.run();
    const { stdout, error } = await explain(folder, "1000001");
    expect(error).toBe("");
    expect(stdout).toContain("US$1.50");
  });

  it("names the nearest partner", async () => {
    const { error } = await explain(await published(), "100001");
    expect(error).toContain("did you mean 1000001?");
  });

  it("refuses before anything is published", async () => {
    const folder = jobFolder(input);
    mkdirSync(folder.output);
    expect((await explain(folder, "1000001")).error).toContain("found no published run");
  });
});
