/** An Enterprise Agreement file of the portal, in Canadian dollars. */
import { decimal, exact, spread, toUsd } from "./amounts.mjs";
import { serviceOf, subscriptionId } from "./customers.mjs";
import { daysOf, slashedShort } from "./days.mjs";
import { eaPortal } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { seeded } from "./seeded.mjs";
import { rateOf } from "./tables.mjs";
import { cellsFor, csvFile } from "./text-file.mjs";

const portalFile = "consumption/ea/EA-cost_Fabrikam-Integration_20170801.csv";

/** A file of the portal in Canadian dollars; the rate of May 2017 is missing. @param {import("./ledger.mjs").Ledger} ledger */
export function portalFiles(ledger) {
  open(
    ledger,
    portalFile,
    "Enterprise Agreement file of the portal (Cost, BillingCurrency) in Canadian dollars, April to July 2017; no rate for May; one cost is #REF!.",
  );
  const months = { "2017-04": "1588.2", "2017-05": "1640.75", "2017-06": "1602.3", "2017-07": "1655.4" };
  const rows = Object.entries(months).flatMap(([month, total]) => {
    const days = daysOf(month, 6);
    const parts = spread({ total: exact(total), parts: days.length, random: seeded(`portal ${month}`) });
    const rate = rateOf("CAD", month);
    return days.map((day, index) => {
      const usd = rate === "" ? 0n : toUsd(parts[index], rate);
      note(ledger, portalFile, { bucket: rate === "" ? "missing-rate" : "counted", partner: "1473306", month, usd });
      return portalCells(day, decimal(parts[index]));
    });
  });
  note(ledger, portalFile, { bucket: "rejected" });
  return new Map([
    [portalFile, csvFile(eaPortal, [...rows, portalCells("2017-07-31", "#REF!")], { encoding: "utf-8-bom" })],
  ]);
}

/** @param {string} day @param {string} text */
function portalCells(day, text) {
  const service = serviceOf("portal", seeded(`portal row ${day}`));
  return cellsFor(eaPortal, {
    BillingAccountId: "7410852",
    BillingAccountName: "Fabrikam Integration Canada",
    AccountOwnerId: "accounts@fabrikam.com",
    SubscriptionId: subscriptionId("ea-integration"),
    SubscriptionName: "Integration platform",
    Date: slashedShort(day),
    Product: `${service.meter} - ${service.region}`,
    MeterCategory: service.category,
    MeterName: service.meter,
    MeterRegion: service.region,
    Quantity: service.quantity,
    Cost: text,
    BillingCurrency: "CAD",
    ResourceLocation: service.region,
    UnitOfMeasure: service.unit,
    ResourceGroup: "rg-hub",
    OfferId: "MS-AZR-0017P",
    ChargeType: "Usage",
    Frequency: "UsageBased",
    PublisherType: "Azure",
    PricingModel: "OnDemand",
  });
}
