import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDay } from "../../src/domain/day.ts";
import type { Explanation } from "../../src/domain/explanation.ts";
import { idReader } from "../../src/domain/ids.ts";
import { divideHalfAway, formatExact, parseAmount, type Usd } from "../../src/domain/money.ts";
import { multiplyByRate, parseRate } from "../../src/domain/rate.ts";
import type { RunReport } from "../../src/domain/report.ts";
import { explainPartner } from "../../src/jobs/explain.ts";
import { type JobFolder, jobFolder, plainRows } from "../fixtures/job-folder.ts";
import {
  associationLine,
  associationsFile,
  cellsOf,
  type PlainRow,
  plainRow,
  transcriptsFile,
} from "../properties/random-rows.ts";
import { type OriginalFile, originalFile } from "./original-rows.ts";

const silent = { stage: () => {}, files: () => {}, warn: () => {} };

function explain(folder: JobFolder, partnerId: string): Promise<Explanation> {
  return explainPartner({
    config: folder.config(),
    partnerId,
    tier: undefined,
    asOf: undefined,
    progress: silent,
    threads: 1,
  });
}

/** What consumption.csv says a partner has. */
function published(folder: JobFolder, partnerId: string): string {
  const rows = plainRows(folder.latest("consumption.csv")).filter((row) => row["partner_id"] === partnerId);
  return formatExact(rows.reduce((sum, row) => sum + (parseAmount(row["counted_usd"] ?? "") ?? 0n), 0n));
}

const columns = {
  subscription: ["EntitlementId", "SubscriptionId", "SubscriptionGuid", "subscription_id", "SubAccountId"],
  day: ["UsageDate", "date", "Month", "UsageDateTime", "ChargePeriodStart"],
  dollars: ["ACR_USD", "TotalACR", "costInUsd", "x_BilledCostInUsd", "amount_usd"],
  amount: ["PricingPreTaxTotal", "CostInBillingCurrency", "PreTaxCost", "Cost", "BilledCost"],
  currency: ["PricingCurrency", "BillingCurrency", "BillingCurrencyCode", "Currency"],
  ownRate: ["exchangeRatePricingToBilling", "x_BillingExchangeRate"],
};

/** The dollars of a row as its file has them: read with the tolerant parser and converted by hand (S3, S15). */
function dollarsOf(cell: ReturnType<OriginalFile["rowAt"]>, rates: Rates): Usd | undefined {
  const dollars = cell(columns.dollars);
  if (dollars !== undefined && dollars !== "") return parseAmount(dollars);
  const amount = parseAmount(cell(columns.amount) ?? "");
  const currency = cell(columns.currency) ?? "USD";
  if (amount === undefined || currency === "USD") return amount;
  const own =
    cell(["PricingCurrency", "x_PricingCurrency"]) === "USD" ? parseRate(cell(columns.ownRate) ?? "") : undefined;
  if (own !== undefined) return divideHalfAway(amount * own.denominator, own.numerator);
  const month = parseDay(cell(columns.day) ?? "")
    ?.slice(0, 7)
    .replace("-", "");
  const rate = parseRate(rates.get(`${currency} ${month}`) ?? "");
  return rate === undefined ? undefined : multiplyByRate(amount, rate);
}

/** By currency and month, as `exchange-rates.csv` has them. */
type Rates = ReadonlyMap<string, string>;

function ratesOf(folder: JobFolder): Rates {
  const rows = plainRows(readFileSync(join(folder.input, "exchange-rates.csv"), "utf8").replaceAll('"', ""));
  return new Map(rows.map((row) => [`${row["CurrencyCode"]} ${row["Month"]}`, row["USDPerUnit"] ?? ""]));
}

/** Sentences about rows that are not on the line where they are said to be. */
function misplaced(folder: JobFolder, { consumption }: Explanation): string[] {
  const rates = ratesOf(folder);
  const files = new Map(consumption.files.map(({ file }) => [file, originalFile(folder.input, file)]));
  return consumption.rows.flatMap(({ file, line, day, usd, subscription }) => {
    const cell = files.get(file)?.rowAt(line) ?? (() => undefined);
    const found = [
      parseDay(cell(columns.day) ?? ""),
      idReader().id(cell(columns.subscription) ?? ""),
      dollarsOf(cell, rates),
    ];
    return found[0] === day && found[1] === subscription && found[2] === usd
      ? []
      : [`${file}:${line}: ${found.join(" ")}, not ${day} ${subscription} ${usd}`];
  });
}

async function expectEvidence(folder: JobFolder, partnerId: string, report: RunReport): Promise<number> {
  const explanation = await explain(folder, partnerId);
  const { rows, files } = explanation.consumption;
  expect(formatExact(rows.reduce((sum, { usd }) => sum + usd, 0n))).toBe(published(folder, partnerId));
  expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length);
  expect(misplaced(folder, explanation)).toEqual([]);
  for (const { file, month, ...said } of report.fileMonths.filter((entry) => entry.partnerId === partnerId)) {
    const own = rows.filter((row) => row.file === file && row.day.startsWith(month));
    expect({ rows: own.length, usd: own.reduce((sum, { usd }) => sum + usd, 0n) }).toEqual({
      rows: said.rows,
      usd: said.usd,
    });
  }
  return rows.length;
}

/** Every so many partners, a few at a time: each has a database of its own. */
async function expectAll(folder: JobFolder, report: RunReport, every = 1): Promise<void> {
  const ids = report.assessments.map(({ partnerId }) => partnerId).filter((_, index) => index % every === 0);
  let rows = 0;
  for (let at = 0; at < ids.length; at += 4) {
    const found = await Promise.all(ids.slice(at, at + 4).map((id) => expectEvidence(folder, id, report)));
    rows += found.reduce((sum, count) => sum + count, 0);
  }
  const { counted } = report.totals.buckets;
  if (every === 1) expect(rows).toBe(counted.rows);
  else expect(rows).toBeGreaterThan(counted.rows / (2 * every));
}

describe("the rows of an explanation", () => {
  it("add up to the measured value and stand where they are said to, for partners of the sample", async () => {
    const folder = jobFolder();
    cpSync(fileURLToPath(new URL("../../input", import.meta.url)), folder.input, { recursive: true });
    const { report } = await folder.run();
    await expectAll(folder, report, 3);
  }, 180_000);

  it.each([1, 2])("do so for random input %i", async (seed) => {
    const folder = jobFolder(randomFiles(seed));
    const { report } = await folder.run();
    await expectAll(folder, report);
  });

  it("do so in a file so large that lines are looked for by the partner on them", async () => {
    const fillers = Array.from({ length: 12_000 }, (_, row) => [
      "9",
      "contoso",
      `s-${row}`,
      "2017-06-03",
      "0.01",
      "dpor",
    ]);
    const folder = jobFolder({
      "consumption/large.csv": `${[
        print([...plain.header, "Note"], ","),
        ...fillers.map((cells, row) =>
          print([...cells, `${"filler ".repeat(8)}${row % 100 === 0 ? "about 1000001" : ""}`], ","),
        ),
        print(["1000001", "contoso", "s-1", "2017-06-03", "1.5", "dpor", ""], ","),
        print(["1000002", "contoso", "s-2", "2017-06-03", "2.5", "dpor", "in two\nlines"], ","),
        print(["1000001", "contoso", "s-1", "2017-06-04", "3.5", "dpor", ""], ","),
      ].join("\n")}\n`,
      "exchange-rates.csv": rateTable(),
    });
    const { report } = await folder.run();
    expect(await expectEvidence(folder, "1000001", report)).toBe(2);
    expect(await expectEvidence(folder, "1000002", report)).toBe(1);
  });
});

/** One of each kind of export, each in another dialect, with quoted line ends in a column that no rule reads. */
function randomFiles(seed: number): Record<string, string | Buffer> {
  const [associations = []] = fc.sample(fc.array(associationLine, { minLength: 2, maxLength: 6 }), {
    seed,
    numRuns: 1,
  });
  const rows = fc.sample(fc.array(plainRow, { minLength: 15, maxLength: 50, size: "max" }), { seed, numRuns: 7 });
  const [a = [], b = [], c = [], d = [], e = [], f = [], g = []] = rows;
  return {
    "associations.csv": associationsFile(associations),
    "exchange-rates.csv": rateTable(),
    "transcripts/all.csv": transcriptsFile,
    "consumption/plain.csv": `\uFEFF${table(plain, a, ",").replaceAll("\n", "\r\n")}`,
    "consumption/packed.csv.gz": gzipSync(table(plain, b, ",")),
    "consumption/wide.tsv": Buffer.from(`\uFEFF${table(plain, c, "\t")}`, "utf16le"),
    "consumption/insights_2017-07-01.csv": table(insights, d, ";"),
    "consumption/insights_2017-08-01.csv": table(insights, e, ","),
    "consumption/usage_2017-08-02.csv": table(usage, f, ","),
    "consumption/ea.csv": table(ea, g, ","),
  };
}

interface Layout {
  readonly header: readonly string[];
  readonly cells: (row: PlainRow) => readonly string[];
}

const plain: Layout = {
  header: ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"],
  cells: (row) => [row.partner, row.customer, row.subscription, row.day.text, row.amount.text, row.label],
};
const insights: Layout = {
  header: ["MPNId", "CustomerTenantId", "SubscriptionId", "Month", "ACR_USD", "PartnerAttributionType"],
  cells: plain.cells,
};
const usage: Layout = {
  header: [
    "PartnerId",
    "MpnId",
    "Tier2MpnId",
    "InvoiceNumber",
    "CustomerId",
    "EntitlementId",
    "UsageDate",
    "PricingPreTaxTotal",
    "PricingCurrency",
  ],
  cells: (row) => [
    "t",
    "2000001",
    row.partner,
    row.label === "PAL" || row.partner === "" ? "" : "G1",
    row.customer,
    row.subscription,
    row.day.text,
    row.amount.text,
    "USD",
  ],
};
const ea: Layout = {
  header: ["SubscriptionId", "Date", "CostInBillingCurrency", "BillingCurrency", "ChargeType"],
  cells: (row) => [
    row.subscription,
    row.day.text,
    row.amount.text,
    row.partner === "p-5" ? "EUR" : "USD",
    row.label === "PAL" ? "Tax" : "Usage",
  ],
};

function table({ header, cells }: Layout, rows: readonly PlainRow[], delimiter: string): string {
  const lines = rows.map((row, index) => {
    const note = ["", "plain", 'two\nlines with "quotes" 1000001', "s-1"][index % 4] ?? "";
    return print([...cells(row), note], delimiter);
  });
  return `${[print([...header, "Note"], delimiter), ...lines].join("\n")}\n`;
}

function print(cells: readonly string[], delimiter: string): string {
  if (delimiter === ",") return cellsOf(cells);
  return cells.map((text) => (/["\n\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter);
}

function rateTable(): string {
  const months = Array.from(
    { length: 14 },
    (_, index) => `${2016 + Math.floor((6 + index) / 12)}${String(((6 + index) % 12) + 1).padStart(2, "0")}`,
  );
  return `CurrencyCode,USDPerUnit,Month\n${months.map((month) => `EUR,1.0853,${month}`).join("\n")}\n`;
}
