import { guid, pick, xorshift } from "./random.mjs";

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {import("./fleet.mjs").Customer} Customer
 * @typedef {import("./meters.mjs").Meter} Meter
 */
/**
 * What the rows of one file share.
 *
 * @typedef {object} Invoice
 * @property {string} number
 * @property {number} year
 * @property {number} month - 1 … 12
 * @property {number} days - in that month
 * @property {string} currency - of the prices, as ISO 4217 code
 */
/**
 * The parts of a row that stay the same from day to day, for one meter of one subscription.
 *
 * @typedef {object} RowParts
 * @property {string} beforeDay - up to and including the comma before UsageDate
 * @property {string} beforeQuantity
 * @property {string} beforeBilled
 * @property {string} beforePriced
 * @property {string} afterPriced - includes the line end
 */

const tenant = "3f1c2a7e-5b64-4d0e-9a51-0c7d8e6f1b23";
const distributorId = "4099001";
const regions = ["EU West", "US East", "US West 2", "AP Southeast", "BR South"];
const locations = ["westeurope", "eastus", "westus2", "southeastasia", "brazilsouth"];

/**
 * The rows of one customer in one month, sorted by day, then subscription, then meter.
 *
 * @param {Random} random
 * @param {Customer} customer
 * @param {{ invoice: Invoice, meters: readonly Meter[] }} context
 * @returns {string} whole lines
 */
export function customerRows(random, customer, { invoice, meters }) {
  const parts = customer.subscriptions.map((id) => subscriptionParts(id, customer, { invoice, meters }));
  const days = Math.min(4 + (random() % 9), invoice.days);
  const first = 1 + (random() % (invoice.days - days + 1));

  let text = "";
  for (let day = first; day < first + days; day++) {
    const usageDate = `${invoice.month}/${day}/${invoice.year}`;
    for (const subscription of parts) {
      for (const row of subscription) text += rowText(random, row, usageDate);
    }
  }
  return text;
}

/** @type {(random: Random, row: RowParts, usageDate: string) => string} */
function rowText(random, row, usageDate) {
  const draw = random();
  const sign = draw % 256 === 0 ? "-" : "";
  // Most rows cost cents, few cost hundreds of dollars; a refund now and then.
  const whole = draw % 8 === 0 ? (draw >>> 8) % 400 : 0;
  const fraction = amountFraction(random);
  const quantity = `${sign}${(draw >>> 16) % 24}.${(draw >>> 9) % 900_000}`;
  return (
    row.beforeDay +
    usageDate +
    row.beforeQuantity +
    quantity +
    row.beforeBilled +
    `${sign}${whole}.${fraction.slice(0, 2)}` +
    row.beforePriced +
    `${sign}${whole}.${fraction}` +
    row.afterPriced
  );
}

const powers = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

/**
 * The digits after the point: 10 to 16 of them, as the real files have.
 *
 * @param {Random} random
 */
function amountFraction(random) {
  const head = String(100_000_000 + (random() % 100_000_000)).slice(1);
  const extra = random();
  const power = /** @type {number} */ (powers[extra % powers.length]);
  return head + String(power + ((extra >>> 3) % power)).slice(1);
}

/**
 * Depends on the subscription alone, so that it has the same resources in every month.
 *
 * @type {(id: string, customer: Customer, context: { invoice: Invoice, meters: readonly Meter[] }) => RowParts[]}
 */
function subscriptionParts(id, customer, { invoice, meters }) {
  const random = xorshift(Number.parseInt(id.slice(0, 8), 16));
  const count = 9 + (random() % 7);
  const group = `rg-${pick(random, ["prod", "test", "shared", "web", "data"])}-${random() % 100}`;
  const region = random() % regions.length;
  const billingId = guid(random);
  return Array.from({ length: count }, () => {
    const meter = pick(random, meters);
    const resource = `/subscriptions/${id}/resourceGroups/${group}/providers/${meter.service}/${meter.type}/${meter.type}-${guid(random).slice(0, 13)}`;
    return rowParts({ id, billingId, customer, invoice, meter, region, group, resource, random });
  });
}

/**
 * @param {object} row
 * @param {string} row.id - the Azure subscription
 * @param {string} row.billingId
 * @param {Customer} row.customer
 * @param {Invoice} row.invoice
 * @param {Meter} row.meter
 * @param {number} row.region - index
 * @param {string} row.group
 * @param {string} row.resource
 * @param {Random} row.random
 * @returns {RowParts}
 */
function rowParts({ id, billingId, customer, invoice, meter, region, group, resource, random }) {
  const { month, year, days, currency } = invoice;
  const price = `0.${String(random() % 1_000_000).padStart(6, "0")}`;
  const tags = JSON.stringify({
    environment: pick(random, ["production", "test"]),
    costCenter: String(random() % 9999),
  });
  const line = (/** @type {readonly string[]} */ cells) => cells.map(quoted).join(",");
  return {
    beforeDay: `${line([
      ...[tenant, "Contoso Distribution", customer.id, customer.name, customer.domain, customer.country],
      ...[distributorId, customer.partner.id, invoice.number, "DZH318Z0BPS6", "0001", "DZH318Z0BP47"],
      ...["Azure plan", "Azure plan", "Microsoft", "", "Azure plan", billingId],
      ...[`${month}/1/${year}`, `${month}/${days}/${year}`],
    ])},`,
    beforeQuantity: `,${line([
      ...[`1 Unit - ${meter.category}`, meter.category, meter.id, meter.subCategory, meter.name],
      ...[regions[region] ?? "", meter.unit, locations[region] ?? "", meter.service, group, resource],
      ...["new", price],
    ])},`,
    beforeBilled: `,${meter.unit},`,
    beforePriced: ",USD,",
    afterPriced: `,${line([
      ...[currency, "", "", tags, meter.details, price, "1", `${month}/1/${year}`, id, "Fabrikam subscription"],
      ...["15", "100", "", "", "", ""],
    ])}\n`,
  };
}

/** @param {string} cell */
function quoted(cell) {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
