import { describe, expect, it } from "vitest";
import { jobFolder, plainRows } from "../fixtures/job-folder.ts";

const plain = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const usage =
  "PartnerId,MpnId,Tier2MpnId,InvoiceNumber,CustomerId,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";
const transcripts = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";

/** What a run says of its partners and rejected rows. */
async function outcome(files: Readonly<Record<string, string>>, job?: string) {
  const folder = jobFolder(files, job);
  const { report } = await folder.run();
  const partners = plainRows(folder.latest("consumption.csv"));
  const dollars = new Map<string, number>();
  for (const { partner_id: id = "", counted_usd: usd } of partners)
    dollars.set(id, (dollars.get(id) ?? 0) + Number(usd));
  return {
    dollars: Object.fromEntries(dollars),
    people: Object.fromEntries(report.assessments.map(({ partnerId, people }) => [partnerId, Number(people)])),
    rejects: report.rejects.map(({ file, line, code, column }) => [file.replace(/^.*\//, ""), line, code, column]),
    unattributed: report.totals.buckets.unattributed.rows,
    messages: report.rejects.map(({ message }) => message),
  };
}

const rowsOf = (header: string, ...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

describe("ids in consumption (S2)", () => {
  it("are the same however a spreadsheet's user has protected or changed them", async () => {
    const spellings = ["4100001", '"=""4100001"""', "'4100001", "4100001.0", "\u200B4100001 ", "\uFEFF4100001"];
    const rows = spellings.map((id, index) => `${id},contoso,s-${index},2017-06-01,${10 ** index},dpor`);
    const { dollars, rejects } = await outcome({ "consumption/a.csv": rowsOf(plain, ...rows) });
    expect({ dollars, rejects }).toEqual({ dollars: { "4100001": 111_111 }, rejects: [] });
  });

  it("that have lost digits reject the row, name nobody, and say how it came about", async () => {
    const rows = [
      "4.1E+06,contoso,s-1,2017-06-01,1,dpor",
      "4100001,contoso,1.2E+09,2017-06-01,2,dpor",
      "4100001,contoso,s-1,2017-06-01,4,dpor",
    ];
    const { dollars, rejects, messages } = await outcome({ "consumption/a.csv": rowsOf(plain, ...rows) });
    expect(dollars).toEqual({ "4100001": 4 });
    expect(rejects).toEqual([
      ["a.csv", 2, "damaged-id", "partner_id"],
      ["a.csv", 3, "damaged-id", "subscription_id"],
    ]);
    expect(messages[0]).toBe(
      'Found "4.1E+06", expected an id with all its digits; a spreadsheet has rounded it: export the file again, and do not save it in a spreadsheet.',
    );
  });

  it("that stand for none are none: rows of nobody, resellers of nobody, invoices that are not there yet", async () => {
    const files = {
      "consumption/a.csv": rowsOf(
        plain,
        "NULL,contoso,s-1,2017-06-01,1,",
        "0,contoso,s-2,2017-06-01,2,",
        "4100001,contoso,s-3,2017-06-01,4,dpor",
      ),
      "consumption/usage_2017-07-02.csv": rowsOf(
        usage,
        "t,4100002,-1,G1,contoso,e-1,6/1/2017,8,USD",
        "t,4100002,0,G1,contoso,e-2,6/1/2017,16,USD",
        "t,4100002,-,n/a,contoso,e-3,7/1/2017,32,USD",
      ),
    };
    const { dollars, unattributed, rejects } = await outcome(files);
    expect({ dollars, unattributed, rejects }).toEqual({
      dollars: { "4100001": 4, "4100002": 56 },
      unattributed: 2,
      rejects: [],
    });
  });

  it("may have placeholders of the operator's own", async () => {
    const file = rowsOf(plain, "Direct,contoso,s-1,2017-06-01,1,", "4100001,contoso,s-3,2017-06-01,4,dpor");
    expect((await outcome({ "consumption/a.csv": file }, "placeholders: [direct]\n")).dollars).toEqual({
      "4100001": 4,
    });
    expect((await outcome({ "consumption/a.csv": file })).rejects).toEqual([
      ["a.csv", 2, "unknown-association", "association"],
    ]);
  });
});

describe("ids in transcripts (S2, S10)", () => {
  it("are no ids where they stand for none: two people who share NULL are two", async () => {
    const rows = [
      "1,NULL,4100001,70-532,,2017-03-01,,pass",
      "2,NULL,4100001,70-533,,2017-03-01,,pass",
      "3,n/a,4100002,70-532,,2017-03-01,,pass",
      "4,N/A,4100002,70-532,,2017-03-01,,pass",
    ];
    const { people } = await outcome({ "transcripts/a.csv": rowsOf(transcripts, ...rows) });
    expect(people).toEqual({ "4100001": 2, "4100002": 2 });
  });

  it("that have lost digits reject the row", async () => {
    const rows = [
      "1.0E+06,a@example.com,4100001,70-532,,2017-03-01,,pass",
      "2,,4.1E+06,70-532,,2017-03-01,,pass",
      ",,0,70-532,,2017-03-01,,pass",
    ];
    const { rejects } = await outcome({ "transcripts/a.csv": rowsOf(transcripts, ...rows) });
    expect(rejects).toEqual([
      ["a.csv", 2, "damaged-id", "person_id"],
      ["a.csv", 3, "damaged-id", "partner_id"],
      ["a.csv", 4, "no-person-id", ""],
    ]);
  });
});

describe("ids in small tables (S2)", () => {
  it.each([
    [
      "partners.csv",
      "partner_id,partner_name,country\n4.1E+06,Contoso,Germany\n",
      /partners\.csv:2: found the partner id 4\.1E\+06/,
    ],
    [
      "partners.csv",
      "partner_id,partner_name,country\nN/A,Contoso,Germany\n",
      /partners\.csv:2: found the placeholder N\/A as the partner id/,
    ],
    [
      "associations.csv",
      "partner_id,customer_id,subscription_id,association,from,to\n1,,1.5E+08,dpor,,\n",
      /associations\.csv:2: found the subscription_id 1\.5E\+08/,
    ],
    [
      "associations.csv",
      "partner_id,customer_id,subscription_id,association,from,to\nnull,,s,dpor,,\n",
      /associations\.csv:2: found the placeholder null as the partner_id/,
    ],
    [
      "associations.csv",
      "partner_id,customer_id,subscription_id,association,from,to\n1,0,-,dpor,,\n",
      /associations\.csv:2: found neither/,
    ],
  ])("%s: %j is to be put right", async (name, table, message) => {
    await expect(outcome({ [name]: table, "consumption/a.csv": rowsOf(plain) })).rejects.toThrow(message);
  });
});

describe("days in consumption (S4)", () => {
  const day = (text: string, index: number) => `4100001,contoso,s-${index},${text},${2 ** index},dpor`;

  it("are read as .NET, SQL, PowerShell, pandas and German Excel write them", async () => {
    const texts = [
      "06/16/2017 00:00:00",
      "6/17/2017 12:00:00 AM",
      "2017-06-18T00:00:00.0000000Z",
      "2017-06-20 00:00:00+00:00",
      "20170623",
      "2017/06/24",
      "06-25-2017",
      "26.06.2017",
      "1-Jun-17",
    ];
    const { dollars, rejects } = await outcome({
      "consumption/a.csv": rowsOf(plain, ...texts.map(day), day("42912", 20)),
    });
    expect(dollars).toEqual({ "4100001": 2 ** texts.length - 1 });
    expect(rejects).toEqual([["a.csv", texts.length + 2, "bad-day", "date"]]);
  });

  it("that fit both orders are rejected where more fit only the other order, and read where as many do", async () => {
    const doubtful = rowsOf(plain, ...["6/5/2017", "13/6/2017", "6/6/2017", "2017-06-07"].map(day));
    const sure = rowsOf(plain, ...["6/5/2017", "13/6/2017", "6/14/2017", "2017-06-07"].map(day));
    const found = await outcome({ "consumption/a.csv": doubtful });
    expect(found.rejects).toEqual([
      ["a.csv", 2, "bad-day", "date"],
      ["a.csv", 3, "bad-day", "date"],
    ]);
    expect(found.messages[0]).toContain("say the order under `sources:` in job.yaml");
    expect(found.messages[1]).toContain("`dateOrder: dmy`");
    expect(found.dollars).toEqual({ "4100001": 12 });
    expect((await outcome({ "consumption/a.csv": sure })).rejects).toEqual([["a.csv", 3, "bad-day", "date"]]);
    const job = "sources:\n  - match: consumption/a.csv\n    dateOrder: dmy\n";
    expect((await outcome({ "consumption/a.csv": doubtful }, job)).rejects).toEqual([]);
  });

  it("of one file say nothing about those of another that is read with it", async () => {
    const files = {
      "consumption/a.csv": rowsOf(plain, ...["6/5/2017", "13/6/2017"].map(day)),
      "consumption/b.csv": rowsOf(plain, ...["6/5/2017", "6/13/2017"].map(day)),
    };
    expect((await outcome(files)).rejects.map(([file, line]) => [file, line])).toEqual([
      ["a.csv", 2],
      ["a.csv", 3],
    ]);
  });
});

describe("days in transcripts (S4)", () => {
  const passed = (day: string, expiry = "") => `${day}${expiry},a@example.com,4100001,70-532,,${day},${expiry},pass`;

  it("that fit both orders are rejected where more fit only the other order", async () => {
    const file = rowsOf(
      transcripts,
      passed("3/5/2017"),
      passed("13/3/2017"),
      passed("3/3/2017"),
      passed("2017-03-01", "9/8/2018"),
    );
    expect((await outcome({ "transcripts/a.csv": file })).rejects).toEqual([
      ["a.csv", 2, "bad-day", "completed_on"],
      ["a.csv", 3, "bad-day", "completed_on"],
      ["a.csv", 5, "bad-day", "expires_on"],
    ]);
  });

  it.each(["never", "Does not expire", "N/A", "0001-01-01", "1/1/0001", "01.01.0001"])(
    "%j is no expiry",
    async (expiry) => {
      const { people, rejects } = await outcome({
        "transcripts/a.csv": rowsOf(transcripts, passed("2017-03-01", expiry)),
      });
      expect({ people, rejects }).toEqual({ people: { "4100001": 1 }, rejects: [] });
    },
  );
});

describe("line ends inside a quoted field", () => {
  const names = ["Contoso\rLtd", "Contoso\r\nLtd", "Contoso\nLtd"];
  const header = "resellerMpnId,resellerName,customerTenantId,SubscriptionId,date,costInUsd";
  const rows = names.map((name, index) => `410000${index},"${name}",contoso,s-${index},2017-06-01,1`);

  it.each(["\n", "\r\n"])("stay as they are, whether or not another row is broken (line ends %j)", async (end) => {
    for (const broken of [[], ["x"]]) {
      const folder = jobFolder({ "consumption/a.csv": [header, ...rows, ...broken, ""].join(end) });
      const { report } = await folder.run();
      expect(report.assessments.map(({ partnerName }) => partnerName)).toEqual(names);
      expect(report.rejects.map(({ code }) => code)).toEqual(broken.map(() => "field-count"));
    }
  });

  it("stay as they are in transcripts", async () => {
    const row = '1,,4100001,70-532,"two\r\nlines",2017-03-01,,pass';
    const { report } = await jobFolder({ "transcripts/a.csv": rowsOf(transcripts, row) }).run();
    expect(report.people.map(({ row: { title } }) => title)).toEqual(["two\r\nlines"]);
  });
});

describe("cost exports", () => {
  it("are matched by the GUID of a subscription where its number stands beside it", async () => {
    const header = "SubscriptionGuid,SubscriptionId,Date,Cost,BillingCurrency";
    const guid = "33333333-3333-4333-8333-333333333333";
    const associations = `partner_id,customer_id,subscription_id,association,from,to\n4100001,,${guid},dpor,,\n`;
    const { dollars } = await outcome({
      "consumption/a.csv": rowsOf(header, `${guid},4711,06/16/2017,12.5,USD`),
      "associations.csv": associations,
    });
    expect(dollars).toEqual({ "4100001": 12.5 });
  });

  it("of FOCUS leave out what vendors sell on the Marketplace", async () => {
    const header = "BilledCost,BillingCurrency,ChargePeriodStart,SubAccountId,x_ResellerId,x_PublisherCategory";
    const rows = [
      "1,USD,2017-06-01,s-1,4100001,Cloud Provider",
      "2,USD,2017-06-01,s-1,4100001,Vendor",
      "4,USD,2017-06-01,s-1,4100001,vendor",
    ];
    expect((await outcome({ "consumption/a.csv": rowsOf(header, ...rows) })).dollars).toEqual({ "4100001": 1 });
  });
});
