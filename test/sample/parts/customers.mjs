/** Customers, services and regions that the exports draw from. */
import { guidFor, seeded } from "./seeded.mjs";

/** @type {readonly [name: string, segment: string][]} */
const names = [
  ["A. Datum Corporation", "Enterprise Commercial"],
  ["Alpine Ski House", "SM&C Commercial"],
  ["Bellows College", "SM&C Education"],
  ["Best For You Organics Company", "SM&C Commercial"],
  ["Blue Yonder Airlines", "Enterprise Commercial"],
  ["City Power & Light", "Enterprise Public Sector"],
  ["Coho Vineyard & Winery", "SM&C Commercial"],
  ["Consolidated Messenger", "Enterprise Commercial"],
  ["First Up Consultants", "SM&C Commercial"],
  ["Fourth Coffee", "SM&C Commercial"],
  ["Graphic Design Institute", "SM&C Education"],
  ["Humongous Insurance", "Enterprise Commercial"],
  ["Lamna Healthcare Company", "SM&C Public Sector"],
  ["Liberty's Delightful Sinful Bakery & Cafe", "SM&C Commercial"],
  ["Lucerne Publishing", "SM&C Commercial"],
  ["Margie's Travel", "SM&C Commercial"],
  ["Munson's Pickles and Preserves Farm", "SM&C Commercial"],
  ["Nod Publishers", "SM&C Commercial"],
  ["Relecloud", "Enterprise Commercial"],
  ["School of Fine Art", "SM&C Education"],
  ["Southridge Video", "SM&C Commercial"],
  ["The Phone Company", "Enterprise Commercial"],
  ["Trey Research", "Enterprise Commercial"],
  ["VanArsdel, Ltd.", "Enterprise Commercial"],
  ["Wingtip Toys", "SM&C Commercial"],
];

/** @type {readonly [service: string, category: string, unit: string, meter: string][]} */
const services = [
  ["Virtual Machines", "Virtual Machines", "Hours", "Standard_D2_v2 VM"],
  ["Virtual Machines", "Virtual Machines", "Hours", "Standard_A2 VM (Windows)"],
  ["Storage", "Storage", "GB", "Standard IO - Block Blob (GB)"],
  ["SQL Database", "SQL Database", "Days", "Standard S2 Database Days"],
  ["Azure App Service", "Azure App Service", "Hours", "Standard Small App Service Hours"],
  ["Backup", "Backup", "Protected instances", "Protected Instances"],
  ["Bandwidth", "Networking", "GB", "Data Transfer Out (GB)"],
  ["HDInsight", "HDInsight", "Core hours", "Standard D12 v2 Cores"],
  ["Log Analytics", "Log Analytics", "GB", "Data Analyzed"],
];

/** A customer that nothing else in the sample has: associations.csv names it by its tenant. */
const ownCustomer = new Map([["focus-events", ["Woodgrove Bank", "Enterprise Commercial"]]]);

const regions = ["EU West", "EU North", "US East 2", "US West", "AP Southeast", "CA Central"];

/** Customer of a subscription. @param {string} subscription key inside the sample */
export function customerOf(subscription) {
  const random = seeded(`customer ${subscription}`);
  const [name, segment] = ownCustomer.get(subscription) ?? random.pick(names);
  const tpid = String(seeded(`tpid ${name}`).between(610_000, 9_900_000));
  return { name, segment, tenant: guidFor(`tenant ${name}`), tpid };
}

/**
 * Some service, in the one region that a subscription has.
 * @param {string} subscription key inside the sample
 * @param {import("./seeded.mjs").Seeded} random
 */
export function serviceOf(subscription, random) {
  const [service, category, unit, meter] = random.pick(services);
  const region = seeded(`region ${subscription}`).pick(regions);
  return { service, category, unit, meter, region, quantity: (random.between(400, 74_400) / 100).toString() };
}

/** Azure subscription id. @param {string} subscription key inside the sample */
export function subscriptionId(subscription) {
  return guidFor(`subscription ${subscription}`);
}
