/** The cells of one AzureUsage row, in the older and the newer dialect. */
import { customerOf, subscriptionId } from "./customers.mjs";
import { slashedShort } from "./days.mjs";
import { azureUsage, azureUsageOld } from "./headers.mjs";
import { partnerOf } from "./partners.mjs";
import { cellsFor } from "./text-file.mjs";

const labels = {
  dpor: { older: "Partner of Record", newer: "Digital Partner of Record" },
  tpor: { older: "TPOR", newer: "Transacting Partner of Record" },
  "csp-tier-1": { older: "CSP Tier 1", newer: "CSP Tier 1" },
  "csp-tier-2": { older: "CSP Tier 2", newer: "CSP Tier 2" },
  pal: { older: "PAL", newer: "Partner Admin Link" },
  "end-customer": { older: "Partner as End-Customer", newer: "Partner as End-Customer" },
};

/** @typedef {{ stream: import("./insights-streams.mjs").InsightsStream, month: string, text: string, kind: string, index: number, service: ReturnType<typeof import("./customers.mjs").serviceOf> }} Row */

/** @param {Row} row */
function shared({ stream, service }) {
  const customer = customerOf(stream.key);
  return {
    SubscriptionId: subscriptionId(stream.key).toUpperCase(),
    SubscriptionStartDate: "2015-11-02",
    SubscriptionState: "Active",
    ServiceName: service.service,
    MeterCategory: service.category,
    UsageUnits: service.unit,
    CustomerName: customer.name,
    CustomerTenantId: customer.tenant,
    CustomerTpid: customer.tpid,
    CustomerSegment: customer.segment,
    CustomerMarket: partnerOf(stream.partner).country,
    PartnerName: partnerOf(stream.partner).name,
  };
}

/** @param {Row} row */
export function olderCells(row) {
  return cellsFor(azureUsageOld, {
    ...shared(row),
    Month: `${row.month}-01`,
    MPNId: row.stream.partner,
    PartnerLocation: partnerOf(row.stream.partner).country,
    PartnerAttributionType: labels[row.kind].older,
    SalesChannel: channelOf(row.kind),
    ACR_USD: row.text,
  });
}

/** @param {Row} row */
export function newerCells(row) {
  return cellsFor(azureUsage, {
    ...shared(row),
    PGAMpnId: row.stream.partner,
    FirstUseDate: "2015-11-09",
    Month: slashedShort(`${row.month}-01`),
    UsageQuantity: row.service.quantity,
    MpnId: row.stream.partner,
    PartnerLocationID: partnerOf(row.stream.partner).country,
    PartnerAttributionType: labels[row.kind].newer,
    SalesChannel: channelOf(row.kind),
    IsACRDuplicateAtPGALevel: String(row.index),
    TotalACR: row.text,
  });
}

/** @param {string} kind */
function channelOf(kind) {
  return { "csp-tier-1": "Direct/CSP", "csp-tier-2": "Indirect/CSP" }[kind] ?? "Direct";
}
