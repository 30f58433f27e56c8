import { describe, expect, it } from "vitest";
import { formatExact } from "../../src/domain/money.ts";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";

const partners = { "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n11,,sub,dpor,,\n" };

/** A run's dollars by partner, and its warnings about files. */
async function outcomeOf(files: Files, job?: string) {
  const { report } = await jobFolder({ ...files }, job).run();
  const counted = report.assessments.map(({ partnerId, counted }) => `${partnerId}: ${formatExact(counted ?? -1n)}`);
  const told = ["overlap", "replaced-by-less", "cut-off"];
  const warnings = report.warnings.filter(({ code }) => told.includes(code));
  return {
    counted,
    warnings: warnings.map(({ code, crossesLimit }) => `${code}${crossesLimit ? " crosses" : ""}`),
    report,
  };
}

interface Run {
  readonly from: string;
  readonly to: string;
  readonly submitted: string;
  readonly rows: readonly (readonly [day: string, usd: string])[];
  readonly type?: string;
}

/** The folder of one run of an Azure Cost Management export, with its manifest; without rows it has no blob. */
function exportRun({ from, to, submitted, rows, type = "ActualCost" }: Run): Files {
  const folder = `exports/${type}/${from}-${to}/${submitted}`;
  const lines = rows.map(([day, usd]) => `sub,${day},${usd},USD,Usage\n`);
  const part = `SubscriptionId,Date,CostInBillingCurrency,BillingCurrencyCode,ChargeType\n${lines.join("")}`;
  const blobs =
    rows.length === 0 ? [] : [{ blobName: `x/part_0_0001.csv`, byteCount: part.length, dataRowCount: rows.length }];
  const manifest = {
    blobCount: blobs.length,
    dataRowCount: rows.length,
    exportConfig: { resourceId: "/subscriptions/sub/providers/Microsoft.CostManagement/exports/e", type },
    runInfo: { submittedTime: submitted, startDate: `${from}T00:00:00`, endDate: `${to}T00:00:00` },
    blobs,
  };
  return {
    [`${folder}/manifest.json`]: JSON.stringify(manifest),
    ...(rows.length === 0 ? {} : { [`${folder}/part_0_0001.csv`]: part }),
  };
}

const month = (rows: Run["rows"]) => exportRun({ from: "2017-05-01", to: "2017-05-31", submitted: "2017-06-05", rows });

describe("export runs, day by day (S14)", () => {
  it("let a short run of the same scope replace its own days only", async () => {
    const short = exportRun({
      from: "2017-05-03",
      to: "2017-05-04",
      submitted: "2017-06-09",
      rows: [["2017-05-03", "30"]],
    });
    const { counted } = await outcomeOf({
      ...partners,
      ...month([
        ["2017-05-02", "2"],
        ["2017-05-03", "31"],
        ["2017-05-04", "4"],
        ["2017-05-05", "5"],
      ]),
      ...short,
    });
    expect(counted).toEqual(["11: 37.0000000000"]);
  });

  it("count a row that its own run does not cover where no other run covers its day, and nowhere else", async () => {
    const week = exportRun({
      from: "2017-06-01",
      to: "2017-06-07",
      submitted: "2017-06-08",
      rows: [
        ["2017-05-31", "1"],
        ["2017-06-01", "10"],
        ["2017-06-08", "100"],
      ],
    });
    const { counted } = await outcomeOf({ ...partners, ...month([["2017-05-30", "1000"]]), ...week });
    expect(counted).toEqual(["11: 1110.0000000000"]);
  });

  it("lose nothing to a run without files", async () => {
    const empty = exportRun({ from: "2017-05-01", to: "2017-05-31", submitted: "2017-07-01", rows: [] });
    const { counted } = await outcomeOf({ ...partners, ...month([["2017-05-02", "2"]]), ...empty });
    expect(counted).toEqual(["11: 2.0000000000"]);
  });

  it("are compared by what they had on the days that one replaces", async () => {
    const rerun = (usd: string) =>
      exportRun({ from: "2017-05-03", to: "2017-05-04", submitted: "2017-06-09", rows: [["2017-05-03", usd]] });
    const full = month([
      ["2017-05-02", "1000"],
      ["2017-05-03", "60"],
      ["2017-05-04", "40"],
    ]);
    expect((await outcomeOf({ ...partners, ...full, ...rerun("50") })).warnings).toEqual([]);
    const { warnings, report } = await outcomeOf({ ...partners, ...full, ...rerun("49.99") });
    expect(warnings).toEqual(["replaced-by-less crosses"]);
    const told = report.warnings.find(({ code }) => code === "replaced-by-less");
    expect(told?.message).toContain("(2017-05-03…04: US$49.99 instead of US$100.00;");
  });
});

const usageHeader =
  "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";

function usage(...rows: string[]): string {
  return `${[usageHeader, ...rows].join("\n")}\n`;
}

describe("daily rated usage (S14)", () => {
  it("loses an unbilled day to a billed row of its subscription, and no other day of the month", async () => {
    const { counted } = await outcomeOf({
      "billed.csv": usage("t,c,11,,G1,sub,2017-05-31,90,USD"),
      "unbilled.csv": usage(
        "t,c,11,,,sub,2017-05-31,1,USD",
        "t,c,11,,,sub,2017-05-30,2,USD",
        "t,c,11,,,other,2017-05-31,4,USD",
      ),
    });
    expect(counted).toEqual(["11: 96.0000000000"]);
  });

  it("has the customer stand for a subscription that a row lacks", async () => {
    const { counted } = await outcomeOf({
      "billed.csv": usage("t,c,11,,G1,,2017-05-31,90,USD"),
      "unbilled.csv": usage("t,c,11,,,,2017-05-31,1,USD", "t,d,11,,,,2017-05-31,2,USD"),
    });
    expect(counted).toEqual(["11: 92.0000000000"]);
  });

  it("is not replaced by a billed row that is rejected, excluded or itself replaced", async () => {
    const { counted } = await outcomeOf({
      "billed_20170701.csv": usage("t,c,11,,G1,sub,2017-05-30,90,USD"),
      "billed_20170702.csv": usage("t,c,11,,G1,sub,2017-05-29,80,USD", "t,c,11,,G2,sub,2017-05-31,NULL,USD"),
      "unbilled.csv": usage("t,c,11,,,sub,2017-05-30,1,USD", "t,c,11,,,sub,2017-05-31,2,USD"),
    });
    expect(counted).toEqual(["11: 83.0000000000"]);
  });

  it("is not replaced by a newer file whose rows of the invoice are all rejected", async () => {
    const { counted } = await outcomeOf({
      "billed_20170701.csv": usage("t,c,11,,G1,sub,2017-05-30,90,USD"),
      "billed_20170702.csv": usage("t,c,11,,G1,sub,2017-05-30,abc,USD"),
    });
    expect(counted).toEqual(["11: 90.0000000000"]);
  });

  it("goes, unbilled, to the latest billed row's reseller, else to its MPN id, before associations.csv (S5)", async () => {
    const { counted } = await outcomeOf({
      "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n77,c,,dpor,,\n",
      "billed.csv": usage(
        "t,c,11,22,G1,sub,2017-04-01,1,USD",
        "t,c,11,,G1,sub,2017-05-01,2,USD",
        "t,c,11,,G1,two,2017-05-01,4,USD",
        "t,c,11,33,G1,two,2017-05-01,8,USD",
      ),
      "unbilled.csv": usage(
        "t,c,11,,,sub,2017-06-01,100,USD",
        "t,c,11,,,two,2017-06-01,1000,USD",
        "t,c,11,,,three,2017-06-01,10000,USD",
      ),
    });
    expect(counted).toEqual(["11: 106.0000000000", "22: 1.0000000000", "33: 1008.0000000000", "77: 10000.0000000000"]);
  });

  it("takes the source's partner for a row that names nobody, after the billed rows and before associations.csv (S5)", async () => {
    const job = "sources:\n  - match: unbilled.csv\n    partnerId: 55\n";
    const { counted } = await outcomeOf(
      {
        "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n77,c,,dpor,,\n",
        "billed.csv": usage("t,c,11,22,G1,sub,2017-04-01,1,USD"),
        "unbilled.csv": usage(
          "t,c,,,,sub,2017-06-01,100,USD",
          "t,c,,,,new,2017-06-01,1000,USD",
          "t,c,11,,,new,2017-06-02,10000,USD",
        ),
      },
      job,
    );
    expect(counted).toEqual(["11: 0.0000000000", "22: 101.0000000000", "55: 1000.0000000000", "77: 10000.0000000000"]);
  });
});

const insights = (...rows: string[]) =>
  `MPNId,CustomerTenantId,SubscriptionId,Month,ACR_USD,PartnerAttributionType\n${rows.map((row) => `${row},DPOR\n`).join("")}`;

describe("a newer file that has much less (S14)", () => {
  it.each([
    { before: "100", after: "49.99", expected: ["replaced-by-less crosses"] },
    { before: "100", after: "50", expected: [] },
    { before: "99.99", after: "0", expected: [] },
    { before: "100", after: "-1", expected: ["replaced-by-less crosses"] },
  ])("is told where $before dollars become $after: $expected", async ({ before, after, expected }) => {
    const files = {
      "usage_20170701.csv": insights(`11,c,s,2017-06-01,${before}`),
      "usage_20170702.csv": insights(`11,c,s,2017-06-01,${after}`),
    };
    expect((await outcomeOf(files)).warnings).toEqual(expected);
  });

  it("is compared with the next newest, and silent once that is ignored", async () => {
    const files = {
      "usage_20170701.csv": insights("11,c,s,2017-06-01,9000"),
      "usage_20170702.csv": insights("11,c,s,2017-06-01,100"),
      "usage_20170703.csv": insights("11,c,s,2017-06-01,90"),
    };
    expect((await outcomeOf(files)).warnings).toEqual([]);
    const ignored = "sources:\n  - match: usage_20170702.csv\n    ignore: true\n";
    expect((await outcomeOf(files, ignored)).warnings).toEqual(["replaced-by-less crosses"]);
    const wider = "limits:\n  replacedPercent: 0.5\n";
    expect((await outcomeOf({ ...files, "usage_20170702.csv": "" }, `${ignored}${wider}`)).warnings).toEqual([]);
  });

  it("is told for an invoice, and for the days of usage that is billed now, added up", async () => {
    const { report } = await outcomeOf({
      "billed_20170701.csv": usage("t,c,11,,G1,sub,2017-05-01,500,USD"),
      "billed_20170702.csv": usage("t,c,11,,G1,sub,2017-05-01,10,USD", "t,c,11,,G1,sub,2017-05-03,5,USD"),
      "unbilled.csv": usage("t,c,11,,,sub,2017-05-01,60,USD", "t,c,11,,,sub,2017-05-03,60,USD"),
    });
    const told = report.warnings.filter(({ code }) => code === "replaced-by-less").map(({ message }) => message);
    expect(told).toEqual([
      expect.stringContaining("billed_20170701.csv (invoice G1: US$15.00 instead of US$500.00;"),
      expect.stringContaining("unbilled.csv (2017-05-01…03: US$15.00 instead of US$120.00;"),
    ]);
  });
});

const plain = "partner_id,customer_id,subscription_id,date,amount_usd,association\n11,c,s,2017-06-01,1,dpor\n";
const people = "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n";

describe("a file that ends in the middle of a row (S14)", () => {
  it.each([
    { what: "has too few fields and no line end", end: "11,c,s,2017-06", expected: ["cut-off crosses"] },
    { what: "has too few fields and a line end", end: "11,c,s,2017-06\n", expected: [] },
    { what: "has all fields and no line end", end: "11,c,s,2017-06-02,1,dpor", expected: [] },
    { what: "has too many fields and no line end", end: "11,c,s,2017-06-02,1,dpor,1", expected: [] },
  ])("is told apart: the last row $what", async ({ end, expected }) => {
    expect((await outcomeOf({ "usage.csv": plain + end })).warnings).toEqual(expected);
  });

  it("is told of transcripts, too, and again by a run that reads nothing", async () => {
    const folder = jobFolder({ "usage.csv": `${plain}11,c`, "people.csv": `${people}1001,,11,70-5` });
    const message = "people.csv, usage.csv end in the middle of a row: download them again.";
    for (const night of [1, 2]) {
      const { report } = await folder.run();
      const told = report.warnings.filter(({ code }) => code === "cut-off").map((warning) => warning.message);
      expect({ night, told }).toEqual({ night, told: [message] });
    }
  });
});

describe("a file that is rejected whole", () => {
  const rows = (count: number) => plain.split("\n")[0] + "\n11,c,s,someday,1,dpor".repeat(count);
  it("stops the run from ten rows on, and all other files are checked before", async () => {
    const files = { "ok.csv": plain, "z.csv": rows(10), "consumption/unknown.csv": "x,y\n" };
    const problems = await jobFolder(files)
      .run()
      .then(
        () => [],
        (error: { problems: { file: string; code: string }[] }) =>
          error.problems.map(({ file, code }) => `${file} ${code}`),
      );
    expect(problems).toEqual(["consumption/unknown.csv unknown-header", "z.csv all-rejected"]);
  });

  it("does not stop it with nine, or with one that can be read", async () => {
    expect((await outcomeOf({ "ok.csv": plain, "z.csv": rows(9) })).counted).toEqual(["11: 1.0000000000"]);
    expect((await outcomeOf({ "z.csv": `${rows(10)}\n11,c,s,2017-06-03,5,dpor\n` })).counted).toEqual([
      "11: 5.0000000000",
    ]);
  });
});
