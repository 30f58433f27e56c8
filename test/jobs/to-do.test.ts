import { describe, expect, it } from "vitest";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";

const usage = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";
const cost = "SubscriptionId,Date,CostInBillingCurrency,BillingCurrencyCode,ChargeType\n";

const known = "partner_id,partner_name,country\n7,Contoso,France\n8,Fabrikam,France\n";

/** What to-do.csv has, without its header, and the notes with these codes. */
async function toDoOf(files: Files, codes: readonly string[] = [], job?: string) {
  const folder = jobFolder({ "partners.csv": known, ...files }, job);
  const { report } = await folder.run();
  const notes = report.warnings.filter(({ code }) => codes.includes(code)).map(({ message }) => message);
  return { lines: folder.latest("to-do.csv").trimEnd().split("\n").slice(1), notes };
}

describe("to-do.csv", () => {
  it("has the columns that programs rely on", async () => {
    const folder = jobFolder({ "usage.csv": usage });
    await folder.run();
    expect(folder.latest("to-do.csv")).toBe(
      "kind,partner_id,what,files,first_file,rows,usd,amount,currency,first_day,last_day,fix\n",
    );
  });

  it("names each subscription, else customer, that nobody is credited with, the costliest first", async () => {
    const { lines, notes } = await toDoOf(
      {
        "a.csv": `${usage},c1,s1,2017-06-01,5.005,\n,c1,s1,2017-06-03,1,\n,c2,,2017-05-01,-90,\n`,
        "b.csv": `${usage},c1,s1,2017-07-01,1,\n,,,2017-07-01,2,\n`,
      },
      ["unattributed"],
    );
    expect(lines).toEqual([
      'unattributed,,c2,1,a.csv,1,-90.00,,,2017-05-01,2017-05-01,"add to associations.csv: <partner id>,c2,,<association>,,"',
      'unattributed,,s1,2,a.csv,3,7.01,,,2017-06-01,2017-07-01,"add to associations.csv: <partner id>,,s1,<association>,,"',
      "unattributed,,neither subscription nor customer,1,b.csv,1,2.00,,,2017-07-01,2017-07-01,the rows name neither subscription nor customer: give `partnerId:` for b.csv under `sources:` in job.yaml",
    ]);
    expect(notes[0]).toBe(
      "5 rows (-US$81.00) credited to no partner; first c2 (1 row, -US$90.00, 2017-05-01 to 2017-05-01, in a.csv): add to associations.csv: <partner id>,c2,,<association>,,; 2 more in to-do.csv.",
    );
  });

  it("leaves out what associations.csv says is nobody's, and the window's past (S5)", async () => {
    const waived = { "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n,,s1,,,\n" };
    const { lines } = await toDoOf({ ...waived, "a.csv": `${usage},c1,s1,2017-06-01,5,\n,c2,s2,2016-06-01,5,\n` });
    expect(lines).toEqual([]);
  });

  it("names the months that a currency has no rate for, and asks for the currency where a file has none (S15)", async () => {
    const credited = {
      "associations.csv": "partner_id,customer_id,subscription_id,association,from,to\n7,,s1,dpor,,\n8,,s1,pal,,\n",
    };
    const { lines, notes } = await toDoOf(
      {
        ...credited,
        "a.csv": `${cost}s1,2017-06-01,10.5,EUR,Usage\ns1,2017-05-02,2,EUR,Usage\n`,
        "b.csv": "SubscriptionGuid,UsageDateTime,PreTaxCost,MeterId\ns1,2017-06-09,3,m\n",
      },
      ["missing-rate"],
    );
    expect(lines).toEqual([
      'missing-rate,,EUR,1,a.csv,2,,12.50,EUR,2017-05-02,2017-06-01,"add to exchange-rates.csv: EUR,<US dollars per unit>,201705; EUR,<US dollars per unit>,201706"',
      'missing-rate,,no currency,1,b.csv,1,,3.00,,2017-06-09,2017-06-09,"add to job.yaml below `sources:`: - { match: ""b.csv"", currency: <code> }"',
    ]);
    expect(notes[0]).toContain("of the 3 that would count; first EUR (2 rows, 2017-05-02 to 2017-06-01, in a.csv)");
  });

  it("groups rejected rows by column and fault, with an example; damaged ids are a kind of their own", async () => {
    const rows = ["7,c,s,someday,1,dpor", "7,c,s,2017-06-01,x,dpor", "1.28E+06,c,s,2017-06-01,1,dpor", "7,c"];
    const { lines, notes } = await toDoOf(
      { "a.csv": `${usage}${rows.join("\n")}\n`, "b.csv": `${usage}7,c,s,never,1,dpor\n7,c,s,2017-06-01,1,dpor\n` },
      ["rejected-rows"],
    );
    expect(lines.map((line) => line.split(",").slice(0, 6).join(","))).toEqual([
      "rejected,,date: bad-day,2,a.csv,2",
      "damaged-id,,partner_id: damaged-id,1,a.csv,1",
      "rejected,,amount_usd: bad-amount,1,a.csv,1",
      "rejected,,field-count,1,a.csv,1",
    ]);
    expect(notes[0]).toContain('most often date: bad-day (2 rows): see rejects.csv; line 2 of a.csv: Found "someday"');
  });

  it("names countries, statuses, people, files that overlap, replace by less or were cut off", async () => {
    const training = "TrainingActivityId,TrainingTitle,TrainingCompletionDate,MCPID,Email,MPNId,ActivationStatus\n";
    const insights = (usd: string) =>
      `MPNId,CustomerTenantId,SubscriptionId,Month,ACR_USD,PartnerAttributionType\n7,c,s,2017-06-01,${usd},DPOR\n`;
    const { lines, notes } = await toDoOf(
      {
        "partners.csv": "partner_id,partner_name,country\n7,Contoso,Atlantis\n",
        "people.csv": `${training}70-532,Exam,2017-01-01,1001,ann@example.com,7,Pending\n70-532,Exam,2017-02-01,1001,ann@example.com,8,On hold\n70-532,Exam,2017-02-01,1002,,8,ACTIVATED\n`,
        "x.csv": `${usage}7,c,s9,2017-06-01,1,dpor\n`,
        "y.csv": `${usage}7,c,s9,2017-06-01,2,dpor\n7,c,s9,20`,
        "usage_20170701.csv": insights("500"),
        "usage_20170702.csv": insights("1"),
      },
      ["unknown-status"],
    );
    expect(lines.map((line) => line.split(",").slice(0, 7).join(","))).toEqual([
      "replaced-by-less,,7 2017-06,2,usage_20170701.csv,0,-499.00",
      "overlap,,s9,2,x.csv,2,3.00",
      "cut-off,,y.csv,1,y.csv,1,",
      "rejected,,field-count,1,y.csv,1,",
      "unknown-country,7,Atlantis,0,,1,",
      "unknown-country,8,none given,0,,1,",
      "unknown-status,,On hold,1,people.csv,1,",
      "unknown-status,,Pending,1,people.csv,1,",
      "person-conflict,8,a***@example.com,0,,0,",
    ]);
    expect(notes).toEqual([
      expect.stringContaining('1 row with the status "On hold", first in people.csv: the rows count; add "On hold"'),
      expect.stringContaining('1 row with the status "Pending", first in people.csv'),
    ]);
  });
});
