import { describe, expect, it } from "vitest";
import type { RejectedRow, SourceTally } from "../../src/domain/consumption.ts";
import { usd } from "../../src/domain/money.ts";
import type { RunOutcome } from "../../src/jobs/run-outcome.ts";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const good = "1234567,contoso,,2017-06-01,10.25,DPOR";

/** A row of the plain layout. */
function row(cells: { date?: string; amount?: string; association?: string; customer?: string } = {}): string {
  const { date = "2017-06-01", amount = "10.25", association = "DPOR", customer = "contoso" } = cells;
  return `1234567,${customer},,${date},${amount},${association}`;
}

/** What a run makes of one consumption file: its rejected rows and its line of `sources.csv`. */
async function read(content: string | Buffer, options: { job?: string; name?: string; files?: Files } = {}) {
  const { job, name = "usage.csv", files = {} } = options;
  const folder = jobFolder({ [`consumption/${name}`]: content, ...files }, job);
  const { report } = await folder.run();
  const source = report.sources.find(({ file }) => file === `consumption/${name}`);
  if (source === undefined) throw new Error("the file is not among the sources");
  return { rejects: report.rejects, source };
}

/** Runs the job once on many files and looks at each: one run for each of them would take minutes. */
function readingAll(contents: readonly string[]) {
  let reading: Promise<RunOutcome["report"]> | undefined;
  const nameOf = (index: number) => `consumption/${String(index).padStart(2, "0")}.csv`;
  return async (index: number) => {
    reading ??= jobFolder(Object.fromEntries(contents.map((content, at) => [nameOf(at), content])))
      .run()
      .then(({ report }) => report);
    const { rejects, sources } = await reading;
    const source = sources.find(({ file }) => file === nameOf(index));
    if (source === undefined) throw new Error("the file is not among the sources");
    return { source, rejects: rejects.filter(({ file }) => file === nameOf(index)) };
  };
}

const lines = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;
const places = (rejects: readonly RejectedRow[]) =>
  rejects.map(({ line, column, code }) => [line, column, code] as const);
const counts = ({ read: all, buckets }: SourceTally) => [all.rows, buckets.rejected.rows, buckets.counted.rows];

const brokenRows = [
  {
    code: "bad-amount",
    column: "amount_usd",
    broken: row({ amount: "abc" }),
    says: 'Found "abc", expected an amount',
  },
  { code: "bad-amount", column: "amount_usd", broken: row({ amount: "" }), says: "Found an empty field" },
  { code: "bad-amount", column: "amount_usd", broken: row({ amount: "1_000" }), says: 'Found "1_000"' },
  { code: "bad-amount", column: "amount_usd", broken: row({ amount: "NaN" }), says: 'Found "NaN"' },
  { code: "bad-amount", column: "amount_usd", broken: row({ amount: '"1,5"' }), says: 'Found "1,5"' },
  {
    code: "bad-day",
    column: "date",
    broken: row({ date: "2017-02-30" }),
    says: 'Found "2017-02-30", expected a day',
  },
  { code: "bad-day", column: "date", broken: row({ date: "31/05/2017" }), says: 'Found "31/05/2017"' },
  { code: "bad-day", column: "date", broken: row({ date: "2017-06-01garbage" }), says: "2017-06-01garbage" },
  { code: "bad-day", column: "date", broken: row({ date: "" }), says: "Found an empty field" },
  { code: "bad-day", column: "date", broken: row({ date: "infinity" }), says: 'Found "infinity"' },
  {
    code: "unknown-association",
    column: "association",
    broken: row({ association: "Azure Expert Link" }),
    says: '"Azure Expert Link": tpor',
  },
  {
    code: "unknown-association",
    column: "association",
    broken: row({ association: "" }),
    says: "Found no association",
  },
  {
    code: "field-count",
    column: "",
    broken: "1234567,contoso,,2017-06-01,10.25",
    says: "Found 5 fields, expected 6",
  },
  { code: "field-count", column: "", broken: `${good},7`, says: "Found 7 fields, expected 6" },
  { code: "field-count", column: "", broken: "1234567", says: "Found 1 field, expected 6" },
  { code: "quote", column: "", broken: row({ customer: '"con"toso' }), says: "must be doubled" },
];
const readBroken = readingAll(brokenRows.map(({ broken }) => lines(good, broken, good)));

describe("a rejected consumption row", () => {
  it.each(brokenRows.map((broken, index) => ({ ...broken, index })))(
    "has its line, column and code: $code for $broken",
    async ({ code, column, broken, says, index }) => {
      const { rejects, source } = await readBroken(index);
      expect(rejects).toMatchObject([{ line: 3, column, code, raw: broken }]);
      expect(rejects[0]?.message).toContain(says);
      expect(counts(source)).toEqual([3, 1, 2]);
    },
  );

  it("is none without a label and without a partner: associations.csv says both, or nobody", async () => {
    const nameless = (partner: string, subscription: string, amount = "10") =>
      `${partner},contoso,${subscription},2017-06-01,${amount}, `;
    const rows = [nameless(" ", "s1"), nameless("1234567", "s1"), nameless("", "s2"), nameless("", "s1", "ten"), good];
    const associations = "partner_id,customer_id,subscription_id,association,from,to\n7654321,,s1,TPOR,,\n";
    const { rejects, source } = await read(lines(...rows), { files: { "associations.csv": associations } });
    expect(places(rejects)).toEqual([
      [3, "association", "unknown-association"],
      [5, "amount_usd", "bad-amount"],
    ]);
    expect(rejects[0]?.message).toContain("Found no association beside the partner;");
    expect(counts(source)).toEqual([5, 2, 2]);
    expect(source.buckets.unattributed.rows).toBe(1);
  });

  it.each([
    ["is one space, at the end", [good, " "], [3]],
    ["is one character, before good ones", [good, "1", good, row({ amount: "abc" })], [3, 5]],
    ["is one character, before another", [good, "1", "1,c", good, row({ amount: "abc" })], [3, 4, 6]],
    ["comes after blank lines", [good, "", "", "Total,5"], [5]],
    ["comes after many blank lines", [good, "", "", "", "", "", "Total,5", good], [8]],
    ["comes after blank lines below the header", ["", "", "", "Total,5", good], [5]],
    ["comes after blank lines, with a broken quote", [good, "", "", row({ customer: '"con"toso' }), good], [5]],
  ])("is found where it %s, with either line end", async (_, rows, expected) => {
    for (const end of ["\n", "\r\n"]) {
      const { rejects } = await read([header, ...rows, ""].join(end));
      expect(rejects.map(({ line }) => line)).toEqual(expected);
    }
  });

  it.each(["\u3000", "\u2003", "\v", "\f"])(
    "is none where the partner is only white space, whichever (%j)",
    async (space) => {
      const nameless = `${space},contoso,,2017-06-01,5,`;
      const { rejects, source } = await read(lines(nameless, row({ date: "soon" })));
      expect(places(rejects)).toEqual([[3, "date", "bad-day"]]);
      expect(source.buckets.unattributed.rows).toBe(1);
    },
  );

  it("may have bytes that are not UTF-8", async () => {
    const broken = Buffer.from(row({ customer: "Lumi\u00e8re" }), "latin1");
    const { rejects, source } = await read(
      Buffer.concat([Buffer.from(lines(good)), broken, Buffer.from(`\n${good}\n`)]),
    );
    expect(places(rejects)).toEqual([[3, "", "encoding"]]);
    expect(rejects[0]?.message).toContain("encoding: latin-1");
    expect(counts(source)).toEqual([3, 1, 2]);
  });

  it("is none where the source says latin-1", async () => {
    const content = Buffer.from(lines(row({ customer: "Lumi\u00e8re" })), "latin1");
    const { rejects } = await read(content, { job: "sources:\n  - match: consumption/**\n    encoding: latin-1\n" });
    expect(rejects).toEqual([]);
  });

  it("is one of more than 2 MiB, and shows the first 1,000 characters", async () => {
    const broken = row({ customer: "x".repeat(2 * 2 ** 20) });
    const { rejects, source } = await read(lines(good, broken, good));
    expect(places(rejects)).toEqual([[3, "", "line-too-long"]]);
    expect(rejects[0]?.raw).toBe(broken.slice(0, 1000));
    expect(counts(source)).toEqual([3, 1, 2]);
  });

  it("shows at most 1,000 characters, also of wider ones", async () => {
    const broken = row({ customer: "ü😀".repeat(900), date: "never" });
    const { rejects } = await read(lines(broken));
    expect([...(rejects[0]?.raw ?? "")].length).toBeLessThanOrEqual(1000);
    expect(broken.startsWith(rejects[0]?.raw ?? "-")).toBe(true);
    expect(rejects[0]?.raw).not.toMatch(/[\uD800-\uDBFF]$/);
  });

  it("is one row, also with two things wrong with it", async () => {
    const { rejects, source } = await read(
      lines(row({ amount: "abc", date: "never", association: "?" }), `${good},7,8`),
    );
    expect(places(rejects)).toEqual([
      [2, "amount_usd", "bad-amount"],
      [3, "", "field-count"],
    ]);
    expect(counts(source)).toEqual([2, 2, 0]);
  });

  it("is none for one empty field too many at the end", async () => {
    const { rejects, source } = await read(lines(`${good},`, good));
    expect(rejects).toEqual([]);
    expect(counts(source)).toEqual([2, 0, 2]);
  });

  it("is none for many empty fields too many at the end, whichever reader reads the file", async () => {
    const surplus = `${good},,,,`;
    expect((await read(lines(surplus))).rejects).toEqual([]);
    const { rejects, source } = await read(lines(surplus, "short", surplus));
    expect(places(rejects)).toEqual([[3, "", "field-count"]]);
    expect(counts(source)).toEqual([3, 1, 2]);
  });

  it("has its dollars among the rejected ones where they can be read", async () => {
    const { source } = await read(
      lines(row({ amount: "7.5", date: "never" }), row({ amount: "$1.25", association: "?" }), row({ amount: "abc" })),
    );
    expect(source.buckets.rejected).toEqual({ rows: 3, usd: usd("8.75") });
    expect(source.read).toEqual({ rows: 3, usd: usd("8.75") });
  });

  it("appears as often as it stands in the file", async () => {
    const { rejects, source } = await read(
      lines(row({ date: "never" }), good, row({ date: "never" }), row({ date: "never" })),
    );
    expect(rejects.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(source.buckets.rejected.usd).toBe(usd("30.75"));
  });
});

describe("the line of a rejected row", () => {
  const bad = row({ date: "never" });
  const quoted = row({ customer: '"con\ntoso\n"' });
  const placements = [
    { name: "after quoted line ends", content: lines(quoted, bad, quoted, `${good},7`), expected: [5, 9] },
    { name: "after blank lines", content: lines("", good, "", "", bad, "", good, "", bad), expected: [6, 10] },
    { name: "where the row itself has quoted line ends", content: lines(good, `${quoted},7`, bad), expected: [3, 6] },
    { name: "without a line end at the end", content: lines(good, bad).trimEnd(), expected: [3] },
    { name: "with a byte order mark", content: `\uFEFF${lines(good, bad)}`, expected: [3] },
    { name: "with a second byte order mark on the data", content: lines(`\uFEFF${good}`, bad), expected: [3] },
    { name: "with CRLF", content: lines(good, "", bad, quoted, bad).replaceAll("\n", "\r\n"), expected: [4, 8] },
    { name: "with CRLF and LF mixed", content: `${header}\r\n${good}\n${bad}\r\n${good}\n${bad}\n`, expected: [3, 5] },
    { name: "first of all", content: lines(bad, good), expected: [2] },
    {
      name: "after a header of two lines",
      content: `${header.replace("customer_id", '"customer_id\n"')}\n${good}\n${bad}\n`,
      expected: [4],
    },
    {
      name: "in the order of the file, whatever the fault",
      content: lines(`${good},7`, bad, "1", bad),
      expected: [2, 3, 4, 5],
    },
  ];
  const readPlacement = readingAll(placements.map(({ content }) => content));

  it.each(placements.map((placement, index) => ({ ...placement, index })))(
    "is right $name",
    async ({ expected, index }) => {
      const { rejects } = await readPlacement(index);
      expect(rejects.map(({ line }) => line)).toEqual(expected);
    },
  );

  it("is right in UTF-16", async () => {
    const content = Buffer.from(`\uFEFF${lines(quoted, bad)}`, "utf16le");
    const { rejects } = await read(content);
    expect(places(rejects)).toEqual([[5, "date", "bad-day"]]);
    expect(rejects[0]?.raw).toBe(bad);
  });

  it("is right far down in a large file", async () => {
    const many = Array.from({ length: 150_000 }, (_, index) => row({ amount: `0.${index}` })).join("\n");
    const { rejects } = await read(lines(many, bad, many, quoted, `${good},7`, bad));
    expect(rejects.map(({ line }) => line)).toEqual([150_002, 300_006, 300_007]);
  }, 60_000);

  it("is right with tabs, and with semicolons and decimal commas", async () => {
    const tabs = lines(good, bad).replaceAll(",", "\t");
    const { rejects } = await read(tabs, { name: "usage.tsv" });
    expect(places(rejects)).toEqual([[3, "date", "bad-day"]]);
    const semicolons = lines(good, row({ amount: "1.5" }))
      .replaceAll(",", ";")
      .replace("10.25", "1.010,25");
    const other = await read(semicolons, { job: 'sources:\n  - match: consumption/**\n    decimal: ","\n' });
    expect(places(other.rejects)).toEqual([[3, "amount_usd", "bad-amount"]]);
    expect(other.source.buckets.counted.usd).toBe(usd("1010.25"));
  });
});

describe("an excluded row", () => {
  const cost = "SubscriptionId,Date,CostInBillingCurrency,BillingCurrency,ChargeType";

  it("is excluded, not rejected, with a bad amount or day", async () => {
    const content = `${cost}\ns,06/01/2017,abc,USD,Tax\ns,never,1,USD,Tax\ns,06/01/2017,2,USD,Usage\n`;
    const { rejects, source } = await read(content);
    expect(rejects).toEqual([]);
    expect(source.buckets.excluded).toEqual({ rows: 2, usd: usd("1") });
    expect(source.buckets.unattributed.rows).toBe(1);
  });

  it("is rejected when it breaks the layout: its fields cannot be told apart", async () => {
    const { source } = await read(`${cost}\ns,06/01/2017,1,USD,Tax,surplus\n`);
    expect(source.buckets.rejected.rows).toBe(1);
  });
});

describe("a rejected transcript row", () => {
  const head = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";
  const passed = "10230451,ana.bell@contoso.com,1234567,70-532,Developing Microsoft Azure Solutions,2017-03-01,,pass";

  it.each([
    { code: "no-person-id", column: "", broken: passed.replace("10230451,ana.bell@contoso.com", ",") },
    { code: "bad-day", column: "completed_on", broken: passed.replace("2017-03-01", "2017-02-29") },
    { code: "bad-day", column: "completed_on", broken: passed.replace("2017-03-01", "") },
    { code: "bad-expiry", column: "expires_on", broken: passed.replace(",,pass", ",soon,pass") },
    { code: "field-count", column: "", broken: `${passed},7` },
    { code: "quote", column: "", broken: passed.replace("Developing", '"Dev"eloping') },
  ])("has its line, column and code: $code for $broken", async ({ code, column, broken }) => {
    const title = passed.replace("Developing Microsoft Azure Solutions", '"Developing\nMicrosoft Azure Solutions"');
    const content = `${[head, title, "", broken, passed].join("\r\n")}\r\n`;
    const { report } = await jobFolder({ "transcripts/people.csv": content }).run();
    expect(report.rejects).toMatchObject([{ file: "transcripts/people.csv", line: 5, column, code, raw: broken }]);
    expect(report.sources).toMatchObject([
      { read: { rows: 3 }, buckets: { rejected: { rows: 1 }, counted: { rows: 2 } } },
    ]);
  });
});
