import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buckets } from "../../src/domain/consumption.ts";
import { type Files, jobFolder, plainRows } from "../fixtures/job-folder.ts";
import {
  associationLine,
  associationsFile,
  cellsOf,
  type PlainRow,
  plainFile,
  plainRow,
  transcriptsFile,
} from "./random-rows.ts";

/** The same random cells under the headers of several formats, good and bad, some rows ragged. */
const layouts: Readonly<Record<string, { header: string; cells: (row: PlainRow) => string[] }>> = {
  insights: {
    header: "MPNId,CustomerTenantId,SubscriptionId,Month,ACR_USD,PartnerAttributionType",
    cells: (row) => [row.partner, row.customer, row.subscription, row.day.text, row.amount.text, row.label],
  },
  ea: {
    header: "SubscriptionId,Date,CostInBillingCurrency,BillingCurrency,ChargeType",
    cells: (row) => [
      row.subscription,
      row.day.text,
      row.amount.text,
      row.partner === "p-5" ? "EUR" : "USD",
      row.label === "PAL" ? "Tax" : "Usage",
    ],
  },
  mpa: {
    header: "resellerMpnId,customerTenantId,SubscriptionId,date,costInUsd,billingProfileId,ChargeType",
    cells: (row) => [row.partner, row.customer, row.subscription, row.day.text, row.amount.text, "p", row.label],
  },
  usage: {
    header:
      "PartnerId,MpnId,Tier2MpnId,InvoiceNumber,CustomerId,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency",
    cells: (row) => [
      "t",
      "1",
      row.partner,
      row.label === "PAL" ? "" : "G1",
      row.customer,
      row.subscription,
      row.day.text,
      row.amount.text,
      "USD",
    ],
  },
};

function fileOf(layout: string, rows: readonly PlainRow[]): string {
  const { header = "", cells = () => [] } = layouts[layout] ?? {};
  const lines = rows.map((row, index) => cellsOf(cells(row)) + (index % 17 === 5 ? ",surplus" : ""));
  return `${[header, ...lines].join("\n")}\n`;
}

const exact = (text = "") => BigInt(text.replace(".", "") || "0");
const rows = fc.array(plainRow, { minLength: 20, maxLength: 60, size: "max" });

describe("a run over mixed formats", () => {
  it("ties out in its CSV files, by file and in total, rows and dollars", async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.array(associationLine, { maxLength: 8 }), async (some, others, lines) => {
        const files: Files = {
          "associations.csv": associationsFile(lines),
          "transcripts/people.csv": transcriptsFile,
          "consumption/plain.csv": plainFile(some),
          "consumption/plain-2.csv": plainFile(others),
          ...Object.fromEntries(
            Object.keys(layouts).map((name) => [`consumption/${name}_2017-07-01.csv`, fileOf(name, some)]),
          ),
          "consumption/insights_2017-08-01.csv.gz": gzipSync(fileOf("insights", others)),
          "consumption/usage_2017-08-01.csv": Buffer.from(`\uFEFF${fileOf("usage", others)}`, "utf16le"),
        };
        const folder = jobFolder(files);
        await folder.run();
        const sources = plainRows(folder.latest("sources.csv")).filter(({ kind }) => kind === "consumption");
        expect(sources).toHaveLength(8);
        for (const source of sources) {
          const sum = (of: string) =>
            buckets.reduce((all, name) => all + exact(source[`${of}_${name.replaceAll("-", "_")}`]), 0n);
          expect(sum("rows")).toBe(exact(source["rows_read"]) + exact(source["rows_credited_again"]));
          expect(sum("usd")).toBe(exact(source["usd_read"]) + exact(source["usd_credited_again"]));
        }
        const counted = sources.reduce((all, source) => all + exact(source["usd_counted"]), 0n);
        const months = plainRows(folder.latest("consumption.csv"));
        expect(months.reduce((all, month) => all + exact(month["counted_usd"]), 0n)).toBe(counted);
      }),
      { numRuns: 3, seed: 20170815 },
    );
  });
});
