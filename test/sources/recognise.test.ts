import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { recognise } from "../../src/sources/recognise.ts";

const { formats } = loadConfig({ configFolder: "config", overrides: {}, env: {}, cwd: `${import.meta.dirname}/../..` });
const plain = ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"];

function idOf(header: string): string {
  const found = recognise(`${header}\n`, formats);
  return "format" in found ? `${found.format.id} ${JSON.stringify(found.header.delimiter)}` : found.problem.expected;
}

describe("recognise", () => {
  it.each([
    { name: "commas", header: plain.join(","), expected: 'tierbook ","' },
    { name: "tabs", header: plain.join("\t"), expected: 'tierbook "\\t"' },
    { name: "semicolons", header: plain.join(";"), expected: 'tierbook ";"' },
    { name: "quoted names", header: plain.map((name) => `"${name}"`).join(","), expected: 'tierbook ","' },
    {
      name: "another order and surplus columns",
      header: ["x", ...plain.toReversed(), "y"].join(","),
      expected: 'tierbook ","',
    },
    {
      name: "capitals and spaces around",
      header: plain.map((name) => ` ${name.toUpperCase()} `).join(","),
      expected: 'tierbook ","',
    },
    {
      name: "names in the last parentheses",
      header: plain.map((name) => `Spalte (alt) (${name})`).join(";"),
      expected: 'tierbook ";"',
    },
    { name: "a carriage return at the end", header: `${plain.join(",")}\r`, expected: 'tierbook ","' },
  ])("understands a header with $name", ({ header, expected }) => {
    expect(idOf(header)).toBe(expected);
  });

  it.each([
    ["costInUsd,customerTenantId,date,billingProfileId", "cost-mpa"],
    ["costInUsd,customerTenantId,date,SubscriptionId", "cost-csp-subscription"],
    ["costInUsd,date,billingProfileId,SubscriptionId", "cost-mca"],
    ["SubscriptionId,Date,CostInBillingCurrency,BillingCurrency", "cost-ea"],
    ["SubscriptionGuid,UsageDateTime,PreTaxCost,Currency", "cost-payg"],
    ["ChargePeriodStart,BilledCost,SubAccountId", "focus"],
    ["MPNId,ACR_USD,PartnerAttributionType,Month", "insights-azure-usage"],
    ["PricingPreTaxTotal,UsageDate,CustomerId,InvoiceNumber", "csp-daily-rated-usage"],
  ])("takes %s for %s", (header, id) => {
    expect(idOf(header)).toContain(id);
  });

  it("names the nearest format and what it also needs", () => {
    expect(idOf(plain.slice(0, 4).join(","))).toBe(
      "a known format; the nearest is tierbook (Plain consumption), which also needs amount_usd, association",
    );
  });
});
