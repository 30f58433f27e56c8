/** A FOCUS export of July 2017: one customer with a reseller, one that only associations.csv ties to a partner. */
import { decimal, exact, spread } from "./amounts.mjs";
import { customerOf, serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf } from "./days.mjs";
import { focus } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { seeded } from "./seeded.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";

const file = "consumption/focus/focus-cost_20170802_part_0_0001.csv";

/** @param {import("./ledger.mjs").Ledger} ledger */
export function focusFiles(ledger) {
  open(
    ledger,
    file,
    "FOCUS 1.0r2 export of July 2017; tax, credit and adjustment rows are excluded, a correction of a purchase counts.",
  );
  const reseller = { x_ResellerId: "1444098", x_ResellerName: "Proseware Data" };
  const rows = [
    ...usage({ key: "focus-proseware", total: "1711.25", step: 1, cells: reseller, partner: "1444098" }),
    ...usage({ key: "focus-events", total: "2004.5", step: 2, cells: {}, partner: "1495561" }),
    ...others(reseller),
  ];
  for (const { bucket, partner, usd } of rows) note(ledger, file, { bucket, partner, month: "2017-07", usd });
  return new Map([[file, csvFile(focus, rows.map(cellsOf))]]);
}

/**
 * @typedef {{ key: string, day: string, text: string, usd?: bigint, bucket: string, partner?: string, cells: Record<string, string> }} FocusRow
 * @param {{ key: string, total: string, step: number, cells: Record<string, string>, partner: string }} of
 * @returns {FocusRow[]}
 */
function usage({ key, total, step, cells, partner }) {
  const days = daysOf("2017-07", step);
  const parts = spread({ total: exact(total), parts: days.length, random: seeded(`focus ${key}`) });
  return days.map((day, index) => {
    const early = key === "focus-events" && day < "2017-07-10";
    const bucket = early ? "outside-association" : "counted";
    return { key, day, text: decimal(parts[index]), usd: parts[index], bucket, partner, cells };
  });
}

/** @param {Record<string, string>} reseller @returns {FocusRow[]} */
function others(reseller) {
  const base = { key: "focus-proseware", day: "2017-07-31", bucket: "excluded" };
  const correction = { ...reseller, ChargeCategory: "Purchase", ChargeClass: "Correction" };
  return [
    { ...base, text: "171.12", cells: { ...reseller, ChargeCategory: "Tax" } },
    { ...base, text: "-25", cells: { ...reseller, ChargeCategory: "Credit" } },
    { ...base, text: "0.01", cells: { ...reseller, ChargeCategory: "Adjustment" } },
    { ...base, text: "-30.4", usd: exact("-30.4"), bucket: "counted", partner: "1444098", cells: correction },
  ];
}

/** @param {FocusRow} row */
function cellsOf({ key, day, text, cells }) {
  const service = serviceOf(key, seeded(`focus row ${key} ${day}`));
  const customer = customerOf(key);
  return cellsFor(focus, {
    BilledCost: text,
    BillingAccountName: "Contoso Distribution",
    BillingCurrency: "USD",
    BillingPeriodEnd: "2017-08-01T00:00:00Z",
    BillingPeriodStart: "2017-07-01T00:00:00Z",
    ChargeCategory: "Usage",
    ChargeDescription: `${service.meter} - ${service.region}`,
    ChargeFrequency: "Usage-Based",
    ChargePeriodEnd:
      day === "2017-07-31"
        ? "2017-08-01T00:00:00Z"
        : `2017-07-${String(Number(day.slice(8)) + 1).padStart(2, "0")}T00:00:00Z`,
    ChargePeriodStart: `${day}T00:00:00Z`,
    ConsumedQuantity: service.quantity,
    ConsumedUnit: service.unit,
    EffectiveCost: text,
    InvoiceIssuerName: "Contoso Distribution",
    ListCost: text,
    ProviderName: "Microsoft",
    PublisherName: "Microsoft",
    RegionName: service.region,
    ServiceCategory: "Compute",
    ServiceName: service.service,
    SubAccountId: `/subscriptions/${subscriptionId(key)}`,
    SubAccountName: customer.name,
    SubAccountType: "Subscription",
    Tags: '{"env":"prod","app":"web"}',
    x_BilledCostInUsd: text,
    x_BillingExchangeRate: "1",
    x_CustomerId: customer.tenant,
    x_CustomerName: customer.name,
    x_EffectiveCostInUsd: text,
    x_PricingCurrency: "USD",
    x_ResourceGroupName: "rg-web",
    x_SkuMeterName: service.meter,
    ...cells,
  });
}
