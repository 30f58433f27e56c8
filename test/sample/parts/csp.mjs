/** CSP daily rated usage of the distributor: two invoices, one of them fetched twice, and usage not yet billed. */
import { decimal, exact, spread } from "./amounts.mjs";
import { customerOf, serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf, slashedShort } from "./days.mjs";
import { dailyRatedUsage } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { guidFor, seeded } from "./seeded.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";

const folder = "consumption/csp";
const files = {
  may: `${folder}/dailyratedusage_G004310771_20170612.csv`,
  june: `${folder}/dailyratedusage_G004412906_20170711.csv`,
  juneAgain: `${folder}/dailyratedusage_G004412906_20170711 (1).csv`,
  early: `${folder}/unbilled-dailyratedusage_20170704.csv`,
  july: `${folder}/unbilled-dailyratedusage_20170805.csv`,
};
const invoices = { "2017-05": "G004310771", "2017-06": "G004412906" };
const distributor = "1200001";

/**
 * @typedef {{ key: string, reseller: string, credited: string, country: string, bucket: string, months: Record<string, string> }} Customer
 * @type {readonly Customer[]}
 */
const customers = [
  customer("1415209-a", "1415209", "MX", { "2017-05": "1340.25", "2017-06": "1385.5", "2017-07": "1395" }),
  customer("1530026-csp", "1530026", "NO", { "2017-05": "2011.4", "2017-06": "2080.33", "2017-07": "2118.67" }),
  customer("1200001-direct", "", "US", { "2017-05": "2040.75", "2017-06": "2075.1", "2017-07": "2101.35" }),
  {
    ...customer("1284501-csp", "1284501", "US", { "2017-05": "1510.2", "2017-06": "1533.8", "2017-07": "1542.4" }),
    bucket: "duplicate",
  },
  { ...customer("1415209-new", "", "MX", { "2017-07": "400.1" }), credited: "1415209" },
];

/** @param {string} key @param {string} reseller @param {string} country @param {Record<string, string>} months @returns {Customer} */
function customer(key, reseller, country, months) {
  return { key, reseller, credited: reseller === "" ? distributor : reseller, country, bucket: "counted", months };
}

/** @param {import("./ledger.mjs").Ledger} ledger */
export function cspFiles(ledger) {
  open(ledger, files.may, "CSP daily rated usage, invoice of May 2017; an amount of 8.8E-05 and a credit.");
  open(ledger, files.june, "CSP daily rated usage, invoice of June 2017; fetched once more as (1), which replaces it.");
  open(ledger, files.juneAgain, "The same invoice fetched again, with one row of late usage of 31 May.");
  open(
    ledger,
    files.early,
    "Usage not yet billed, of 4 July: June has been billed since, and July is in the newer file.",
  );
  open(
    ledger,
    files.july,
    "Usage of July not yet billed: the reseller is blank and comes from the latest billed row, or from associations.csv.",
  );
  const may = [...monthRows("2017-05", 3), ...oddRows()];
  const june = monthRows("2017-06", 3);
  const late = lateRow();
  const some = daysOf("2017-06", 15);
  const early = [
    ...june.filter(({ day }) => some.includes(day)),
    ...monthRows("2017-07", 3).filter(({ day }) => day < "2017-07-04"),
  ];
  const july = monthRows("2017-07", 3);
  return new Map([
    [files.may, written(ledger, files.may, may, {})],
    [files.june, written(ledger, files.june, june.slice(0, -4), { bucket: "superseded" })],
    [files.juneAgain, written(ledger, files.juneAgain, [...june, late], {})],
    [files.early, written(ledger, files.early, early, { bucket: "superseded", unbilled: true })],
    [files.july, written(ledger, files.july, july, { unbilled: true })],
  ]);
}

/** @typedef {{ of: Customer, day: string, usd: bigint, text: string, chargeType?: string }} UsageRow */

/** Rows of every customer that used something in the month. @param {string} month @param {number} step @returns {UsageRow[]} */
function monthRows(month, step) {
  return customers.flatMap((of) => {
    const total = of.months[month];
    if (total === undefined) return [];
    const days = daysOf(month, step);
    const parts = spread({ total: exact(total), parts: days.length, random: seeded(`csp ${of.key} ${month}`) });
    return days.map((day, index) => ({ of, day, usd: parts[index], text: decimal(parts[index]) }));
  });
}

/** @returns {UsageRow[]} */
function oddRows() {
  const of = customers[1];
  return [
    { of, day: "2017-05-30", usd: exact("0.000088"), text: "8.8E-05" },
    { of, day: "2017-05-31", usd: exact("-40.25"), text: "-40.25", chargeType: "customerCredit" },
  ];
}

/** Usage of May that came with the June invoice. @returns {UsageRow} */
function lateRow() {
  return { of: customers[0], day: "2017-05-31", usd: exact("12.75"), text: "12.75" };
}

/**
 * @param {import("./ledger.mjs").Ledger} ledger
 * @param {string} file
 * @param {readonly UsageRow[]} rows
 * @param {{ bucket?: string, unbilled?: boolean }} as
 */
function written(ledger, file, rows, { bucket, unbilled = false }) {
  const invoice = unbilled ? "" : file.includes("G004310771") ? invoices["2017-05"] : invoices["2017-06"];
  for (const { of, day, usd } of rows) {
    note(ledger, file, { bucket: bucket ?? of.bucket, partner: of.credited, month: day.slice(0, 7), usd });
  }
  return csvFile(
    dailyRatedUsage,
    rows.map((row) => cells(row, invoice)),
  );
}

/** @param {UsageRow} row @param {string} invoice */
function cells({ of, day, text, chargeType = "new" }, invoice) {
  const random = seeded(`csp row ${of.key} ${day}`);
  const service = serviceOf(of.key, random);
  const { name, tenant } = customerOf(of.key);
  const domain = `${name
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .slice(0, 12)}.example.com`;
  const uri = `/subscriptions/${subscriptionId(of.key)}/resourceGroups/rg-prod/providers/Microsoft.Compute/virtualMachines/vm${random.between(1, 9)}`;
  return cellsFor(dailyRatedUsage, {
    PartnerId: guidFor("tenant of the distributor"),
    PartnerName: "Contoso Distribution",
    CustomerId: tenant,
    CustomerName: name,
    CustomerDomainName: domain,
    CustomerCountry: of.country,
    MpnId: distributor,
    Tier2MpnId: invoice === "" ? "" : of.reseller,
    InvoiceNumber: invoice,
    ProductId: "DZH318Z0BPS6",
    SkuId: "0001",
    SkuName: "Azure plan",
    ProductName: "Azure plan",
    PublisherName: "Microsoft",
    SubscriptionDescription: "Azure plan",
    SubscriptionId: guidFor(`billing ${of.key}`),
    ChargeStartDate: slashedShort(`${day.slice(0, 7)}-01`),
    ChargeEndDate: slashedShort(daysOf(day.slice(0, 7)).at(-1)),
    UsageDate: slashedShort(day),
    MeterCategory: service.category,
    MeterName: service.meter,
    MeterRegion: service.region,
    Unit: service.unit,
    ResourceGroup: "rg-prod",
    ResourceURI: uri,
    ChargeType: chargeType,
    Quantity: service.quantity,
    UnitType: service.unit,
    BillingPreTaxTotal: text,
    BillingCurrency: "USD",
    PricingPreTaxTotal: text,
    PricingCurrency: "USD",
    Tags: random.pick(["", '{"env":"prod"}', '{"costCenter":"1200","owner":"it"}']),
    PCToBCExchangeRate: "1",
    EntitlementId: subscriptionId(of.key),
    EntitlementDescription: "Azure subscription",
    PartnerEarnedCreditPercentage: "15",
  });
}
