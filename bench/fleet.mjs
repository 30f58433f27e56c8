import { guid, pick, xorshift } from "./random.mjs";

/**
 * @typedef {object} Partner
 * @property {string} id - MPN id
 * @property {string} name
 * @property {string} country
 */
/**
 * @typedef {object} Customer
 * @property {string} id - tenant id
 * @property {string} name
 * @property {string} domain
 * @property {string} country
 * @property {Partner} partner - the reseller all its rows name
 * @property {readonly string[]} subscriptions
 */
/**
 * @typedef {object} Fleet
 * @property {readonly Partner[]} partners
 * @property {readonly Customer[]} customers - sorted by id
 */

const countries = ["United States", "Germany", "France", "Brazil", "India", "Japan", "Poland", "Mexico"];
const customerCountries = ["US", "DE", "FR", "BR", "IN", "JP", "PL", "MX"];
const customersPerPartner = 4;

/**
 * The partners and their customers, the same ones for the same number of partners.
 *
 * @param {number} partnerCount
 * @returns {Fleet}
 */
export function makeFleet(partnerCount) {
  const random = xorshift(7);
  const partners = Array.from({ length: partnerCount }, (_, i) => makePartner(random, i));
  const customers = Array.from({ length: partnerCount * customersPerPartner }, (_, i) =>
    makeCustomer(random, i, /** @type {Partner} */ (partners[i % partnerCount])),
  );
  return { partners, customers: customers.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** @type {(random: import("./random.mjs").Random, i: number) => Partner} */
function makePartner(random, i) {
  return { id: String(4_100_000 + i * 7), name: `Contoso Reseller ${i + 1}`, country: pick(random, countries) };
}

/** @type {(random: import("./random.mjs").Random, i: number, partner: Partner) => Customer} */
function makeCustomer(random, i, partner) {
  const subscriptions = Array.from({ length: 1 + (random() % 2) }, () => guid(random));
  return {
    id: guid(random),
    name: `Fabrikam ${i + 1}, Inc.`,
    domain: `fabrikam${i + 1}.example.com`,
    country: pick(random, customerCountries),
    partner,
    subscriptions,
  };
}
