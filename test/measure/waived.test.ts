import { describe, expect, it } from "vitest";
import { type JobFolder, jobFolder, plainRows } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const associationHeader = "partner_id,customer_id,subscription_id,association,from,to";

/** A job with nameless rows of June and July 2017 of the subscriptions s1 and s2 of one customer: 1, 2, 4 and 8 dollars. */
function nameless(associations: readonly string[], job?: string): JobFolder {
  const rows = [
    ",c,s1,2017-06-10,1,dpor",
    ",c,s2,2017-06-10,2,dpor",
    ",c,s1,2017-07-10,4,dpor",
    ",c,s2,2017-07-10,8,dpor",
  ];
  const files = {
    "consumption/usage.csv": [header, ...rows].join("\n"),
    "associations.csv": [associationHeader, ...associations].join("\n"),
  };
  return jobFolder(files, job);
}

async function outcomeOf(folder: JobFolder) {
  const { report } = await folder.run();
  const [source = {}] = plainRows(folder.latest("sources.csv"));
  const partners = plainRows(folder.latest("partners.csv")).map((row) => [row["partner_id"], row["consumption_usd"]]);
  const said = report.warnings.find(({ code }) => code === "unattributed")?.message;
  const [, left] = /\(US\$([\d.]+)\)/.exec(said ?? "") ?? [];
  const buckets = ["unattributed", "outside_association", "counted"] as const;
  const usd = buckets.map((bucket) => Number(source[`usd_${bucket}`]));
  return { partners: Object.fromEntries(partners), usd, left: left === undefined ? 0 : Number(left) };
}

describe("a row of associations.csv without a partner (S5)", () => {
  it.each([
    { name: "waives a subscription", rows: [",,s1,,,"], usd: [15, 0, 0], left: 10 },
    { name: "waives a customer", rows: [",c,,,,"], usd: [15, 0, 0], left: 0 },
    {
      name: "waives by subscription only where it names one",
      rows: [",other,s1,,,", ",c,s9,,,"],
      usd: [15, 0, 0],
      left: 10,
    },
    { name: "waives from its first day to its last", rows: [",c,,,2017-07-01,2017-07-31"], usd: [15, 0, 0], left: 3 },
    {
      name: "gives way to a partner's row of the subscription",
      rows: [",,s1,,,", "1,,s1,dpor,,"],
      usd: [10, 0, 5],
      left: 10,
    },
    {
      name: "gives way to a partner's row of the customer",
      rows: [",,s1,,,", "1,c,,dpor,,"],
      usd: [0, 0, 15],
      left: 0,
    },
    { name: "waives the rest of a customer", rows: [",c,,,,", "1,,s1,dpor,,"], usd: [10, 0, 5], left: 0 },
    {
      name: "gives way to a row that matches, though the day is outside of it",
      rows: [",,s1,,,", "1,,s1,dpor,2017-07-01,"],
      usd: [10, 1, 4],
      left: 10,
    },
  ])("$name", async ({ rows, usd, left }) => {
    const outcome = await outcomeOf(nameless(rows));
    expect([outcome.usd, outcome.left]).toEqual([usd, left]);
    expect(Object.keys(outcome.partners)).toEqual(rows.some((row) => row.startsWith("1")) ? ["1"] : []);
  });

  it("waives on all days where the job says retroactive", async () => {
    const folder = nameless([",c,,,2017-07-01,"], "retroactive: true\n");
    expect((await outcomeOf(folder)).left).toBe(0);
  });

  it("goes before the partner itself of usage that is not yet billed, and behind the billed row's reseller", async () => {
    const csp =
      "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";
    const folder = jobFolder({
      "consumption/billed.csv": `${csp}\ntenant,c,100,201,G1,s1,2017-06-10,1,USD\n`,
      "consumption/unbilled.csv": `${csp}\ntenant,c,100,,,s1,2017-07-10,2,USD\ntenant,c,100,,,s2,2017-07-10,40,USD\n`,
      "associations.csv": `${associationHeader}\n,c,,,,\n`,
    });
    const { partners, left } = await outcomeOf(folder);
    expect([partners, left]).toEqual([{ 100: "0.00", 201: "3.00" }, 0]);
  });

  it("gives way to the partner of the source", async () => {
    const job = "sources:\n  - match: '**'\n    partnerId: 7\n";
    expect((await outcomeOf(nameless([",c,,,,"], job))).partners).toEqual({ 7: "15.00" });
  });
});
