/** A partner agreement (MPA) cost export of one customer, gzipped. */
import { decimal, exact, spread, toUsd } from "./amounts.mjs";
import { customerOf, serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf, slashed } from "./days.mjs";
import { mpa } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { guidFor, seeded } from "./seeded.mjs";
import { cellsFor, csvFile, gzipStored } from "./text-file.mjs";

const file = "consumption/mpa/woodgrove-customer_20170803.csv.gz";
const partner = "1459935";
const key = "mpa-woodgrove";

/** @typedef {{ day: string, text: string, bucket: string, usd?: bigint, cells?: Record<string, string> }} MpaRow */

/** @param {import("./ledger.mjs").Ledger} ledger */
export function partnerAgreementFiles(ledger) {
  open(
    ledger,
    file,
    "Partner agreement cost export, gzip, June and July 2017, euros beside dollars; two rows without a reseller, a tax row, a refund, a cost of 20 decimals.",
  );
  const rows = [...usage("2017-06", "2080.61"), ...usage("2017-07", "2144.09"), ...others()];
  for (const { bucket, day, usd } of rows) note(ledger, file, { bucket, partner, month: day.slice(0, 7), usd });
  return new Map([[file, gzipStored(csvFile(mpa, rows.map(cellsOf), { encoding: "utf-8-bom" }))]]);
}

/** @param {string} month @param {string} total @returns {MpaRow[]} */
function usage(month, total) {
  const days = daysOf(month, 2);
  const parts = spread({ total: exact(total), parts: days.length, random: seeded(`mpa ${month}`) });
  return days.map((day, index) => ({ day, text: decimal(parts[index]), bucket: "counted", usd: parts[index] }));
}

/** @returns {MpaRow[]} */
function others() {
  const nobody = { resellerMpnId: "", resellerName: "" };
  const long = "3.14159265358979323846";
  const elsewhere = {
    ...nobody,
    SubscriptionId: subscriptionId("mpa-nobody"),
    customerTenantId: guidFor("tenant nobody"),
  };
  return [
    { day: "2017-07-12", text: "61.4", bucket: "unattributed", cells: elsewhere },
    { day: "2017-07-13", text: "60.95", bucket: "unattributed", cells: elsewhere },
    { day: "2017-07-31", text: "210.77", bucket: "excluded", cells: { chargeType: "Tax" } },
    { day: "2017-07-31", text: "-75.5", bucket: "counted", usd: exact("-75.5"), cells: { chargeType: "Refund" } },
    { day: "2017-07-31", text: long, bucket: "counted", usd: exact(long) },
  ];
}

/** @param {MpaRow} row */
function cellsOf({ day, text, cells = {} }) {
  const service = serviceOf(key, seeded(`mpa row ${day}`));
  return cellsFor(mpa, {
    billingAccountId: guidFor("mpa billing account"),
    billingAccountName: "Contoso Distribution",
    billingProfileId: "WXYZ-1234-BG7-ABC",
    partnerTenantId: guidFor("tenant of the distributor"),
    partnerName: "Contoso Distribution",
    resellerName: "Woodgrove Infrastructure",
    resellerMpnId: partner,
    customerTenantId: customerOf(key).tenant,
    customerName: customerOf(key).name,
    date: slashed(day),
    meterCategory: service.category,
    meterName: service.meter,
    meterRegion: service.region,
    SubscriptionId: subscriptionId(key),
    subscriptionName: "Production",
    publisherType: "Microsoft",
    resourceGroupName: "rg-core",
    resourceLocation: service.region,
    quantity: service.quantity,
    unitOfMeasure: service.unit,
    chargeType: "Usage",
    billingCurrency: "EUR",
    pricingCurrency: "USD",
    costInBillingCurrency: decimal(toUsd(exact(text), "0.8762705924")),
    costInUsd: text,
    exchangeRatePricingToBilling: "0.8762705924",
    exchangeRateDate: slashed(`${day.slice(0, 7)}-01`),
    tags: '{"env":"prod"}',
    frequency: "UsageBased",
    PricingModel: "OnDemand",
    provider: "Azure",
    ...cells,
  });
}
