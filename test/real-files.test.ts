import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFileHead } from "../src/rows/file-head.ts";
import { readHeaders, widest } from "../src/rows/header-line.ts";
import { isBroken, readRows } from "../src/rows/read-rows.ts";
import { type JobResult, rowsOf, runJob } from "./fixtures/job-run.ts";
import { untied } from "./fixtures/tie-out.ts";

// Files that other projects publish (files/SOURCES.md): each is read, or refused with a sentence that says what to do.

const files = fileURLToPath(new URL("files", import.meta.url));

interface Inputs {
  /** Paths below `files/`; all are put below consumption/. */
  readonly exports: readonly string[];
  readonly tables?: Readonly<Record<string, string>>;
  readonly job?: string;
  readonly asOf: string;
}

async function runOn({ exports, tables = {}, job = "{}\n", asOf }: Inputs): Promise<JobResult> {
  const folder = mkdtempSync(join(tmpdir(), "tierbook-real-"));
  try {
    const input = join(folder, "input");
    for (const name of exports) {
      const target = join(input, "consumption", name);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(files, name), target);
    }
    for (const [name, text] of Object.entries(tables)) writeFileSync(join(input, name), text);
    mkdirSync(join(folder, "overlay"));
    writeFileSync(join(folder, "overlay", "job.yaml"), job);
    return await runJob({ input, asOf, config: join(folder, "overlay") });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Sums literals of at most 10 places, exactly, and prints them as the reports do. */
function sumOf(...addends: readonly string[]): string {
  const units = addends.reduce((sum, text) => {
    const [whole = "", places = ""] = text.split(".");
    return sum + BigInt(whole + places.padEnd(10, "0"));
  }, 0n);
  const digits = units.toString().padStart(11, "0");
  return `${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

const counted = (result: JobResult) =>
  Object.fromEntries(
    rowsOf(result, "consumption.csv")
      .filter(({ month }) => month === "2023-09")
      .map((row) => [row["partner_id"], row["counted_usd"]]),
  );

const associations = `partner_id,customer_id,subscription_id,association,from,to
1000001,,1caaa5a3-2b66-438e-8ab4-bce37d518c5d,dpor,,
1000002,,ED570627-0265-4620-BB42-BAE06BCFA914,dpor,,
1000003,,9ec51cfd-5ca7-4d76-8101-dd0a4abc5674,tpor,,
1000004,,64e355d7-997c-491d-b0c1-8414dccfcf42,tpor,,
1000005,,73c0021f-a37d-433f-8baa-7450cb54eea6,tpor,,
`;

describe("an Enterprise Agreement export as the portal writes it", () => {
  it("of actual cost adds up by subscription, to the last of 10 places", async () => {
    const result = await runOn({
      exports: ["finops-toolkit/EA_ActualCost_Small.csv", "finops-toolkit/EA_NoRows.csv"],
      tables: { "associations.csv": associations },
      asOf: "2023-10-15",
    });
    expect({ untied: untied(result), counted: counted(result) }).toEqual({
      untied: [],
      counted: {
        1000001: sumOf("3.25", "2.64", "0", "0.21268368", "0"),
        1000002: sumOf("0.00004", "0.000011139"),
        1000003: sumOf("0"),
        // 0.4838709677419368 keeps 10 places
        1000004: sumOf("0.000002", "1.9584", "0.4838709677"),
        1000005: sumOf("0"),
      },
    });
    expect(filesOf(result)).toEqual([
      { file: "finops-toolkit/EA_ActualCost_Small.csv", format: "cost-ea", read: "11", rejected: "0", counted: "11" },
      { file: "finops-toolkit/EA_NoRows.csv", format: "cost-ea", read: "0", rejected: "0", counted: "0" },
    ]);
  });

  it("of amortized cost adds up, each amount of up to 28 digits rounded on its own", async () => {
    const result = await runOn({
      exports: ["finops-toolkit/EA_AmortizedCost_Small.csv"],
      tables: { "associations.csv": associations },
      asOf: "2023-10-15",
    });
    expect({ untied: untied(result), counted: counted(result) }).toEqual({
      untied: [],
      counted: {
        1000001: sumOf("4.09632768", "0.0864", "0.00034686", "2.64", "0", "0.21268368", "0"),
        1000002: sumOf("0.00004", "0.000011139"),
        1000003: sumOf(
          "0.493152",
          "0.0060000005", // 0.006000000468
          "0.0200016",
          "2.4806349959", // 2.48063499589542
          "0",
          "0.0001188669", // 0.0001188669167459011366
          "2.4869512425", // 2.48695124246961
          "0",
        ),
        1000004: sumOf(
          "0.00006755",
          "0.005",
          "0.0000000073", // 0.0000000072922557592391990000
          "0.0000000191", // 0.0000000191107392311096200000
          "0.025",
          "0.4838709677", // 0.4838709677419368
          "0.161", // 0.161000000000000136
          "0.000002",
          "1.9584",
          "0.4838709677",
        ),
        1000005: sumOf("0.65705256"),
      },
    });
    expect(filesOf(result)).toEqual([
      {
        file: "finops-toolkit/EA_AmortizedCost_Small.csv",
        format: "cost-ea",
        read: "28",
        rejected: "0",
        counted: "28",
      },
    ]);
  });

  it("warns when both are given without their manifests, since they hold the same days", async () => {
    const result = await runOn({
      exports: ["finops-toolkit/EA_ActualCost_Small.csv", "finops-toolkit/EA_AmortizedCost_Small.csv"],
      tables: { "associations.csv": associations },
      asOf: "2023-10-15",
    });
    expect({ exit: result.exit, overlap: result.warnings.includes("overlap") }).toEqual({ exit: 3, overlap: true });
  });
});

describe("headers and values of real cost exports", () => {
  const names = readdirSync(join(files, "opencost")).filter((name) => name.endsWith(".csv"));

  it("are recognised and read, in the currency and by the rates that the operator gives", async () => {
    const result = await runOn({
      exports: names.map((name) => `opencost/${name}`),
      tables: {
        "associations.csv":
          "partner_id,customer_id,subscription_id,association,from,to\n1000001,,11111111-12ab-34dc-56ef-123456abcdef,dpor,,\n1000002,11111111-1111-1111-1111-123456789012,,dpor,,\n",
        "exchange-rates.csv": "CurrencyCode,USDPerUnit,Month\nEUR,1.2,202102\nCAD,0.8,202102\n",
      },
      job: 'sources:\n  - match: "**/values_*"\n    currency: EUR\n',
      asOf: "2021-03-15",
    });
    expect(filesOf(result)).toEqual([
      { file: "opencost/headersets_BOM.csv", format: "cost-payg", read: "1", rejected: "1", counted: "0" },
      { file: "opencost/headersets_Enterprise.csv", format: "cost-ea", read: "1", rejected: "0", counted: "1" },
      {
        file: "opencost/headersets_EnterpriseCamel.csv",
        format: "cost-csp-subscription",
        read: "1",
        rejected: "0",
        counted: "1",
      },
      { file: "opencost/headersets_German.csv", format: "cost-payg", read: "1", rejected: "0", counted: "0" },
      { file: "opencost/headersets_PayAsYouGo.csv", format: "cost-payg", read: "1", rejected: "0", counted: "0" },
      { file: "opencost/values_MissingBrackets.csv", format: "cost-ea", read: "1", rejected: "0", counted: "1" },
      { file: "opencost/values_VirtualMachine.csv", format: "cost-ea", read: "1", rejected: "0", counted: "1" },
    ]);
    const february = rowsOf(result, "sources.csv").map((row) => row["usd_counted"]);
    // 0 CAD × 0.8; 0.012 dollars; twice 4 euros × 1.2. The pay-as-you-go files have the same subscription in another format, with
    // less in it (twice 0.075): a duplicate (S7).
    expect(february).toEqual(["0", "0", "0.012", "0", "0", "4.8", "4.8"].map((usd) => sumOf(usd)));
    expect(untied(result)).toEqual([]);
  });

  it("lead to a rejected row with its reason where a real row has no amount", async () => {
    const result = await runOn({ exports: ["opencost/headersets_BOM.csv"], asOf: "2022-12-15" });
    expect(rowsOf(result, "rejects.csv")).toEqual([
      {
        file: "consumption/opencost/headersets_BOM.csv",
        line: "2",
        column: "PreTaxCost",
        code: "bad-amount",
        message: "Found an empty field, expected an amount such as 1234.50.",
        raw: ",,,2022-11-03,,,,,,,,,,,,,,,,,,,,",
      },
    ]);
  });
});

describe("tables that are no exports", () => {
  it("are refused, all at once, each with its columns and what to do", async () => {
    const exports = [
      "finops-toolkit/opendata_PricingUnits.csv",
      "finops-toolkit/opendata_Regions.csv",
      "finops-toolkit/opendata_Services.csv",
      ...spectrum().map((name) => `csv-spectrum/csvs/${name}.csv`),
    ];
    const { exit, message } = await runOn({ exports, asOf: "2023-10-15" });
    expect(exit).toBe(2);
    for (const file of exports)
      expect(message).toContain(`consumption/${file}:1: found a header that no format recognises: `);
    expect(message).toContain(
      "opendata_Regions.csv:1: found a header that no format recognises: OriginalValue, RegionId, RegionName\n",
    );
    expect(message).toContain("ServiceSubcategory, PublisherName, PublisherType, Environment, … (9 columns)\n");
    expect(message.match(/ {2}Fix: .*set `ignore: true` there/g)).toHaveLength(exports.length);
  });
});

describe("readRows", () => {
  it.each(spectrum())("reads what is in csv-spectrum's %s", async (name) => {
    const file = { path: join(files, "csv-spectrum/csvs", `${name}.csv`), file: name, gzip: false };
    const { text, encoding } = await readFileHead(file);
    const { names = [], delimiter = "," } = widest(readHeaders(text)) ?? {};
    const found: unknown[] = [];
    const layout = { delimiter, linesBefore: 0, width: names.length, mustBeText: [] };
    for await (const rows of readRows({ ...file, encoding, maxBytes: 1_000_000 }, layout)) {
      for (const row of rows) {
        if (isBroken(row)) expect.fail(row.message);
        else found.push(Object.fromEntries(row.fields.map((field, index) => [names[index], field])));
      }
    }
    const wanted: unknown = JSON.parse(readFileSync(join(files, "csv-spectrum/json", `${name}.json`), "utf8"));
    expect(unified(found)).toEqual(unified(wanted));
  });
});

function spectrum(): string[] {
  return readdirSync(join(files, "csv-spectrum/csvs")).map((name) => name.replace(".csv", ""));
}

/** A line end inside a field may be either kind: it is no part of what a table says. */
function unified(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll("\\r\\n", "\\n"));
}

function filesOf(result: JobResult): object[] {
  return rowsOf(result, "sources.csv").map((row) => ({
    file: row["file"]?.replace("consumption/", ""),
    format: row["format"],
    read: row["rows_read"],
    rejected: row["rows_rejected"],
    counted: row["rows_counted"],
  }));
}
