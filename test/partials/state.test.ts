import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../src/jobs/run.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const csp =
  "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,UsageDate,PricingPreTaxTotal,PricingCurrency,EntitlementId";

function usage(month: string, amount: string): string {
  const rows = ["1234567", "2345678"].flatMap((partner, n) => [
    `${partner},contoso-${n},sub-${n},${month}-03,${amount},DPOR`,
    `${partner},contoso-${n},sub-${n},${month}-28,${amount},TPOR`,
  ]);
  return `${header}\n${rows.join("\n")}\n`;
}

const files = {
  "consumption/usage-05.csv": usage("2017-05", "100.25"),
  "consumption/usage-06.csv": usage("2017-06", "1e2"),
  "consumption/copy-of-05.csv": usage("2017-05", "100.25"),
  "consumption/broken.csv": `${usage("2017-07", "70")}1234567,contoso-0\n1234567,contoso-0,sub-0,2017-07-01,abc,DPOR\n`,
  "consumption/csp.csv": `${csp}\nt1,contoso-2,4099001,1234567,G1,7/1/2017,12.5,USD,sub-9\nt1,contoso-2,4099001,,,7/31/2017,12.5,EUR,sub-9\n`,
  "exchange-rates.csv": "CurrencyCode,USDPerUnit,Month\nEUR,1.1,201707\n",
  "transcripts/passed.csv":
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n1,a@example.com,1234567,70-532,,2017-01-02,,pass\n",
};

const rates = "CurrencyCode,USDPerUnit,Month\n";

interface Answer {
  readonly csvs: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** Consumption files read afresh. */
  readonly read: readonly string[];
}

async function answer(folder: JobFolder, request: Partial<RunOptions> = {}): Promise<Answer> {
  const warnings: string[] = [];
  const read: string[] = [];
  const progress = {
    stage: () => {},
    files: (_done: number, _of: number, name: string) => void read.push(name.replace("consumption/", "")),
    warn: (message: string) => void warnings.push(message),
  };
  const { folder: published } = await folder.run({ ...request, progress });
  // Changes and restatements compare with the run before, which a first run does not have.
  const names = readdirSync(published).filter((name) => name.endsWith(".csv") && !/^(changes|restatements)/.test(name));
  const csvs = Object.fromEntries(names.map((name) => [name, readFileSync(join(published, name), "utf8")]));
  return { csvs, warnings, read: read.sort() };
}

/** A job folder whose files are older than any state. */
function oldFolder(job?: string): JobFolder {
  const folder = jobFolder(files, job);
  age(folder);
  return folder;
}

/** Nothing is said of times within two seconds of the writing of the facts, so that is not waited for: its time is moved on. */
function age(folder: JobFolder): void {
  const index = join(folder.output, "state", "facts.jsonl");
  if (existsSync(index)) utimesSync(index, new Date(), new Date(Date.now() + 60_000));
}

async function cold(folder: JobFolder): Promise<Answer> {
  const first = await answer(folder);
  age(folder);
  return first;
}

const all = ["broken.csv", "csp.csv", "usage-05.csv", "usage-06.csv"];
const state = (folder: JobFolder, ...names: string[]) => join(folder.output, "state", ...names);
const facts = (folder: JobFolder) => state(folder, "facts.jsonl");
const partialIn = (folder: JobFolder) => {
  return state(folder, readdirSync(state(folder)).find((name) => name.endsWith(".parquet")) ?? "");
};

describe("a run after one that read the same files", () => {
  it("reads none of them and says the same", async () => {
    const folder = oldFolder();
    const first = await cold(folder);
    expect(first.read).toEqual(all);
    const second = await answer(folder);
    expect(second).toEqual({ csvs: first.csvs, warnings: [], read: [] });
  });

  it("says the same as without any state, as of other days too", async () => {
    for (const asOf of ["2017-07-15", "2017-07-31", "2018-06-30"]) {
      const folder = oldFolder();
      await cold(folder);
      const { csvs } = await answer(folder, { asOf });
      expect(csvs, asOf).toEqual((await answer(oldFolder(), { asOf, cache: "off" })).csvs);
    }
  });

  it("reads nothing again for another as-of day, be it in the middle of the exports' months", async () => {
    const rows = (days: readonly string[], invoice: string) =>
      days.map((day) => `t1,contoso-2,4099001,1234567,${invoice},${day},12.5,USD,sub-9\n`).join("");
    const exports = {
      "consumption/csp-june.csv": `${csp}\n${rows(["6/1/2017", "6/30/2017"], "G1")}`,
      "consumption/csp-july.csv": `${csp}\n${rows(["7/1/2017", "7/31/2017"], "G2")}`,
    };
    const folder = jobFolder(exports);
    await cold(folder);
    const { csvs, read } = await answer(folder, { asOf: "2017-07-15" });
    expect(read).toEqual([]);
    expect(csvs).toEqual((await answer(jobFolder(exports), { asOf: "2017-07-15", cache: "off" })).csvs);
    expect(csvs["outlook.csv"]).toContain("1234567,2017-07-31,zero,37.50,");
  });

  it("says the same where the window may begin in the middle of a month", async () => {
    const job = "window: trailing-days\n";
    const folder = oldFolder(job);
    await cold(folder);
    const { csvs, read } = await answer(folder, { asOf: "2018-05-20" });
    expect(read).toEqual([]);
    expect(csvs).toEqual((await answer(oldFolder(job), { asOf: "2018-05-20", cache: "off" })).csvs);
  });

  it("reads a file that is new or changed, and lets go of one that is gone", async () => {
    const folder = oldFolder();
    await cold(folder);
    folder.write({ "consumption/usage-04.csv": usage("2017-04", "3") });
    appendFileSync(join(folder.input, "consumption/usage-06.csv"), "1234567,contoso-0,sub-0,2017-06-04,5,DPOR\n");
    rmSync(join(folder.input, "consumption/csp.csv"));
    const { csvs, read } = await answer(folder);
    expect(read).toEqual(["usage-04.csv", "usage-06.csv"]);
    expect(csvs).toEqual((await answer(folder, { cache: "off", runId: "20170815T000001Z-test" })).csvs);
  });

  it("finds a file again that was renamed or touched", async () => {
    const folder = oldFolder();
    await cold(folder);
    renameSync(join(folder.input, "consumption/usage-06.csv"), join(folder.input, "consumption/june.csv"));
    utimesSync(join(folder.input, "consumption/csp.csv"), new Date(), new Date());
    const { csvs, read } = await answer(folder);
    expect(read).toEqual([]);
    expect(csvs["sources.csv"]).toContain("consumption/june.csv");
  });

  it("notices other content of the same size although its time was set back", async () => {
    const folder = oldFolder();
    await cold(folder);
    const path = join(folder.input, "consumption/usage-06.csv");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("1e2", "1e3"));
    utimesSync(path, new Date(0), new Date(0));
    expect((await answer(folder)).read).toEqual(["usage-06.csv"]);
  });

  it.each([
    ["an exchange rate that was used", "exchange-rates.csv", `${rates}EUR,1.2,201707\n`, ["csp.csv"]],
    ["an exchange rate that is gone", "exchange-rates.csv", rates, ["csp.csv"]],
    ["no exchange rate that is new", "exchange-rates.csv", `${rates}EUR,1.1,201707\nGBP,1.3,201707\n`, []],
    ["nothing that reading depends on", "partners.csv", "partner_id,partner_name,country\n1234567,Contoso,FR\n", []],
  ])("reads again what depends on %s", async (_, name, text, expected) => {
    const folder = oldFolder();
    await cold(folder);
    folder.write({ [name]: text });
    const { csvs, read } = await answer(folder);
    expect(read).toEqual(expected);
    expect(csvs).toEqual((await answer(folder, { cache: "off", runId: "20170815T000001Z-test" })).csvs);
  });

  it("compares content only when asked to verify, and keeps nothing without a cache", async () => {
    const folder = oldFolder();
    expect((await answer(folder, { cache: "off" })).read).toEqual(all);
    expect(existsSync(state(folder))).toBe(false);
    await cold(folder);
    expect((await answer(folder, { cache: "verify" })).read).toEqual([]);
  });
});

describe("a damaged state", () => {
  it.each<[string, (folder: JobFolder) => void, RegExp | undefined]>([
    [
      "whose facts are cut off",
      (f) => writeFileSync(facts(f), readFileSync(facts(f)).subarray(0, 500)),
      /state.*damaged \(facts/,
    ],
    [
      "whose facts have other bytes",
      (f) => writeFileSync(facts(f), readFileSync(facts(f), "utf8").replace(/"rows":\d/, '"rows":9')),
      /state.*damaged \(facts/,
    ],
    ["whose facts are empty", (f) => writeFileSync(facts(f), ""), undefined],
    ["whose facts are gone", (f) => rmSync(facts(f)), undefined],
    ["with a partial that is gone", (f) => rmSync(partialIn(f)), /state.*damaged \(the partial of/],
    [
      "with a partial that is cut off",
      (f) => writeFileSync(partialIn(f), readFileSync(partialIn(f)).subarray(0, 300)),
      /state.*damaged \(the partial of/,
    ],
    [
      "with a partial that no file has any more",
      (f) => cpSync(partialIn(f), state(f, `partial-${"0".repeat(64)}.parquet`)),
      undefined,
    ],
  ])("%s is noticed, made anew, and changes no answer", async (_, damage, said) => {
    const folder = oldFolder();
    const first = await cold(folder);
    damage(folder);
    const second = await answer(folder);
    expect(second.csvs).toEqual(first.csvs);
    if (said === undefined) expect(second.warnings).toEqual([]);
    else expect(second.warnings).toMatchObject([expect.stringMatching(said)]);
    age(folder);
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: [], read: [] });
    // A Parquet file for each export that is read, and their lines of facts.
    expect(readdirSync(state(folder))).toHaveLength(all.length + 1);
  });

  it("keeps the files of others that lie in its folder", async () => {
    const folder = oldFolder();
    await cold(folder);
    writeFileSync(state(folder, "terraform.tfstate"), "{}");
    writeFileSync(state(folder, "partial-of-mine.parquet"), "");
    await answer(folder);
    expect(readdirSync(state(folder))).toEqual(
      expect.arrayContaining(["terraform.tfstate", "partial-of-mine.parquet"]),
    );
  });
});

describe("what is measured of kept partials", () => {
  it("follows the names of the files: an export may become the newer one by its name alone", async () => {
    const insights = "Month,MPNId,CustomerTenantId,SubscriptionId,PartnerAttributionType,ACR_USD";
    const usageOf = (amount: number) => `${insights}\n2017-06,1234567,contoso,sub-1,DPOR,${amount}\n`;
    const folder = jobFolder({
      "consumption/a 2017-08-02.csv": usageOf(10),
      "consumption/b 2017-08-03.csv": usageOf(20),
    });
    expect((await cold(folder)).csvs["consumption.csv"]).toContain("20.0000000000");
    renameSync(join(folder.input, "consumption/a 2017-08-02.csv"), join(folder.input, "consumption/a 2017-08-04.csv"));
    const { csvs, read } = await answer(folder);
    expect(read).toEqual([]);
    expect(csvs["consumption.csv"]).toContain("10.0000000000");
  });

  it("follows the settings and associations of the present run", async () => {
    const folder = oldFolder("retroactive: false\n");
    await cold(folder);
    writeFileSync(join(folder.root, "config", "job.yaml"), "marketBasis: customer\nwindow: trailing-days\n");
    folder.write({
      "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n9,contoso-2,,DPOR,,\n",
    });
    const { csvs, read } = await answer(folder);
    expect(read).toEqual([]);
    expect(csvs).toEqual((await answer(folder, { cache: "off", runId: "20170815T000001Z-test" })).csvs);
  });
});

describe("the state of many nights", () => {
  it("has a partial for each export there is, and no night reads an old one", async () => {
    const folder = oldFolder();
    await cold(folder);
    for (let night = 1; night <= 5; night += 1) {
      folder.write({ [`consumption/night-${night}.csv`]: usage("2017-03", String(night)) });
      if (night > 1) rmSync(join(folder.input, `consumption/night-${night - 1}.csv`));
      expect((await answer(folder)).read).toEqual([`night-${night}.csv`]);
      age(folder);
    }
    expect(readdirSync(state(folder)).filter((name) => name.endsWith(".parquet"))).toHaveLength(all.length + 1);
  });
});
