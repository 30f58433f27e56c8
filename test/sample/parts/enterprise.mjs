/** Enterprise Agreement cost exports: an export folder with three runs, and one with an older manifest. */
import { decimal, exact, spread, toUsd } from "./amounts.mjs";
import { serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf, slashed } from "./days.mjs";
import { portalFiles } from "./enterprise-portal.mjs";
import { eaPreview } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { manifestOf, oldManifestOf } from "./manifests.mjs";
import { guidFor, seeded } from "./seeded.mjs";
import { rateOf } from "./tables.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";

const exportFolder = "consumption/ea/contoso-ea-daily/20170601-20170630";
const monthlyFolder = "consumption/ea/contoso-ea-monthly/20170701-20170731/201708050610";

/** Subscriptions of the enrolment, euros of each month, and who is credited. */
const subscriptions = [
  { key: "ea-fabrikam", months: { "2017-06": "2410.35", "2017-07": "2466.9" }, partners: ["1284502"] },
  { key: "ea-shared", months: { "2017-06": "1580.4", "2017-07": "1634.85" }, partners: ["1284502", "1380913"] },
  { key: "ea-nobody", months: { "2017-06": "640.2", "2017-07": "655.1" }, partners: [] },
];

/** @type {Record<string, string>} */
const names = { "ea-fabrikam": "Fabrikam Shop", "ea-shared": "Fabrikam Iberia", "ea-nobody": "Fabrikam Sandbox" };

/** Rows that are no consumption. */
const charges = [
  { key: "ea-fabrikam", text: "-0.01", cells: { ChargeType: "RoundingAdjustment" } },
  { key: "", text: "118.4", cells: { ChargeType: "UnusedReservation", PricingModel: "Reservation" } },
  {
    key: "ea-shared",
    text: "86.5",
    cells: { PublisherType: "Marketplace", PublisherName: "Trey Research", ChargeType: "Purchase" },
  },
  { key: "ea-fabrikam", text: "42.19", cells: { ChargeType: "Tax" } },
];

/**
 * @typedef {{ key: string, day: string, text: string, cells?: Record<string, string>, intents: import("./ledger.mjs").Intent[] }} CostRow
 */

/** @param {import("./ledger.mjs").Ledger} ledger @returns {Map<string, Buffer>} */
export function enterpriseFiles(ledger) {
  const june = monthRows("2017-06", 2);
  const runs = [
    {
      at: "201706030412",
      submitted: "2017-06-03T04:12:08.1032074Z",
      parts: [june.filter(({ day }) => day <= "2017-06-02")],
      counts: false,
    },
    {
      at: "201706160410",
      submitted: "2017-06-16T04:10:55.7710021Z",
      parts: [june.filter(({ day }) => day <= "2017-06-15")],
      counts: false,
    },
    {
      at: "201707050409",
      submitted: "2017-07-05T04:09:31.0048117Z",
      parts: [june.slice(0, 28), june.slice(28)],
      counts: true,
    },
  ];
  return new Map([...runs.flatMap((run) => [...runFiles(ledger, run)]), ...monthlyRun(ledger), ...portalFiles(ledger)]);
}

/** All rows of a month in the order of their days. @param {string} month @param {number} step @returns {CostRow[]} */
function monthRows(month, step) {
  const usage = subscriptions.flatMap(({ key, months, partners }) => {
    const days = daysOf(month, step);
    const parts = spread({ total: exact(months[month]), parts: days.length, random: seeded(`ea ${key} ${month}`) });
    return days.map((day, index) => ({
      key,
      day,
      text: decimal(parts[index]),
      intents: intentsOf(partners, month, parts[index]),
    }));
  });
  const others = charges.map((charge) => ({ ...charge, day: daysOf(month).at(-1), intents: [{ bucket: "excluded" }] }));
  return [...usage, ...others].sort((left, right) => (left.day === right.day ? 0 : left.day < right.day ? -1 : 1));
}

/** @param {readonly string[]} partners @param {string} month @param {bigint} euros @returns {import("./ledger.mjs").Intent[]} */
function intentsOf(partners, month, euros) {
  if (partners.length === 0) return [{ bucket: "unattributed" }];
  return partners.map((partner) => ({ bucket: "counted", partner, month, usd: toUsd(euros, rateOf("EUR", month)) }));
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {{ at: string, submitted: string, parts: CostRow[][], counts: boolean }} run */
function runFiles(ledger, { at, submitted, parts, counts }) {
  const folder = `${exportFolder}/${at}/${guidFor(`run ${at}`)}`;
  const files = parts.map((rows, index) => {
    const file = `${folder}/part_${index}_0001.csv`;
    open(
      ledger,
      file,
      counts
        ? "Newest of three month-to-date runs of June 2017: the one that counts, in two parts."
        : "An older month-to-date run of June 2017: left out by its manifest, not read.",
    );
    return { file, rows: rows.length, bytes: written(ledger, { file, rows, counts }) };
  });
  const manifest = manifestOf({ submitted, run: guidFor(`run ${at}`), files });
  return new Map([...files.map(({ file, bytes }) => [file, bytes]), [`${folder}/manifest.json`, manifest]]);
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {{ file: string, rows: readonly CostRow[], counts: boolean }} part */
function written(ledger, { file, rows, counts }) {
  if (counts) for (const { intents } of rows) note(ledger, file, ...intents);
  return csvFile(eaPreview, rows.map(previewCells), { encoding: "utf-8-bom" });
}

/** @param {CostRow} row */
function previewCells({ key, day, text, cells = {} }) {
  const random = seeded(`ea row ${key} ${day}`);
  const service = serviceOf("ea", random);
  return cellsFor(eaPreview, {
    InvoiceSectionName: "Fabrikam Europe",
    AccountName: "Fabrikam IT",
    AccountOwnerId: "it-billing@fabrikam.com",
    SubscriptionId: key === "" ? "" : subscriptionId(key),
    SubscriptionName: names[key] ?? "",
    ResourceGroup: "rg-shop",
    ResourceLocation: service.region,
    Date: slashed(day),
    ProductName: `${service.meter} - ${service.region}`,
    MeterCategory: service.category,
    MeterId: guidFor(`meter ${service.meter}`),
    MeterName: service.meter,
    MeterRegion: service.region,
    UnitOfMeasure: service.unit,
    Quantity: service.quantity,
    CostInBillingCurrency: text,
    Tags: random.pick(["", '"env": "prod"', '"env": "prod","owner": "shop"']),
    OfferId: "MS-AZR-0017P",
    PublisherType: "Azure",
    ChargeType: "Usage",
    Frequency: "UsageBased",
    PricingModel: "OnDemand",
    BillingAccountId: "8675309",
    BillingAccountName: "Fabrikam Europe",
    BillingCurrencyCode: "EUR",
    BillingPeriodStartDate: slashed(`${day.slice(0, 7)}-01`),
    BillingPeriodEndDate: slashed(daysOf(day.slice(0, 7)).at(-1)),
    ...cells,
  });
}

/** The run of July, with the manifest of the 2021 exports: it names no scope and no run. @param {import("./ledger.mjs").Ledger} ledger */
function monthlyRun(ledger) {
  const file = `${monthlyFolder}/part_0_0001.csv`;
  open(ledger, file, "July 2017 of the same enrolment, in an export folder with the older _manifest.json.");
  const rows = monthRows("2017-07", 2);
  const bytes = written(ledger, { file, rows, counts: true });
  const manifest = oldManifestOf({ file, rows: rows.length, bytes });
  return new Map([
    [file, bytes],
    [`${monthlyFolder}/_manifest.json`, manifest],
  ]);
}
