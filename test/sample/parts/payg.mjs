/** A pay-as-you-go file in euros of one subscription. */
import { decimal, exact, spread, toUsd } from "./amounts.mjs";
import { serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf } from "./days.mjs";
import { payg } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { seeded } from "./seeded.mjs";
import { rateOf } from "./tables.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";

const file = "consumption/payg/retail-payg_20170802.csv";
const partner = "1391460";
const months = { "2017-05": "790.2", "2017-06": "805.55", "2017-07": "812.9" };

/** @param {import("./ledger.mjs").Ledger} ledger */
export function paygFiles(ledger) {
  open(ledger, file, "Pay-as-you-go file in euros; the association ended on 2017-07-25, later days do not count.");
  const rows = Object.entries(months).flatMap(([month, total]) => {
    const days = daysOf(month, 2);
    const parts = spread({ total: exact(total), parts: days.length, random: seeded(`payg ${month}`) });
    return days.map((day, index) => {
      const bucket = day <= "2017-07-25" ? "counted" : "outside-association";
      note(ledger, file, { bucket, partner, month, usd: toUsd(parts[index], rateOf("EUR", month)) });
      return cells(day, decimal(parts[index]));
    });
  });
  return new Map([[file, csvFile(payg, rows)]]);
}

/** @param {string} day @param {string} text */
function cells(day, text) {
  const service = serviceOf("payg", seeded(`payg row ${day}`));
  return cellsFor(payg, {
    SubscriptionGuid: subscriptionId("payg-retail").toUpperCase(),
    ResourceGroup: "tills",
    ResourceLocation: service.region,
    UsageDateTime: day,
    MeterCategory: service.category,
    MeterName: service.meter,
    MeterRegion: service.region,
    UsageQuantity: service.quantity,
    PreTaxCost: text,
    OfferId: "MS-AZR-0003P",
    Tags: '{"shop":"Milano, Duomo"}',
    Currency: "EUR",
    UnitOfMeasure: service.unit,
  });
}
