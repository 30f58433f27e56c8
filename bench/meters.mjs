import { guid, xorshift } from "./random.mjs";

/**
 * @typedef {object} Meter
 * @property {string} id
 * @property {string} category
 * @property {string} subCategory
 * @property {string} name
 * @property {string} unit
 * @property {string} service - the resource provider
 * @property {string} type - resource type in a resource URI
 * @property {string} details - what the AdditionalInfo cell holds: JSON, or nothing
 */

const kinds = [
  ["Virtual Machines", "Dv2/DSv2 Series", "D2 v2/DS2 v2", "1 Hour", "Microsoft.Compute", "virtualMachines"],
  ["Virtual Machines", "Av2 Series", "A4 v2", "1 Hour", "Microsoft.Compute", "virtualMachines"],
  ["Virtual Machines", "F/FS Series", "F4/F4s", "1 Hour", "Microsoft.Compute", "virtualMachines"],
  ["Storage", "Standard HDD Managed Disks", "S10 Disks", "1/Month", "Microsoft.Compute", "disks"],
  ["Storage", "Premium SSD Managed Disks", "P20 Disks", "1/Month", "Microsoft.Compute", "disks"],
  ["Storage", "Tables", "Batch Write Operations", "10K", "Microsoft.Storage", "storageAccounts"],
  ["Storage", "Blob Storage", "LRS Data Stored", "1 GB/Month", "Microsoft.Storage", "storageAccounts"],
  ["Storage", "Files", "Protocol Operations", "10K", "Microsoft.Storage", "storageAccounts"],
  ["Bandwidth", "", "Standard Data Transfer Out", "1 GB", "Microsoft.Network", "publicIPAddresses"],
  ["Virtual Network", "IP Addresses", "Dynamic Public IP", "1 Hour", "Microsoft.Network", "publicIPAddresses"],
  ["VPN Gateway", "", "VpnGw1", "1 Hour", "Microsoft.Network", "virtualNetworkGateways"],
  ["SQL Database", "Single Standard", "S1 DTUs", "1/Day", "Microsoft.Sql", "servers"],
  ["Azure App Service", "Standard Plan", "S1", "1 Hour", "Microsoft.Web", "serverFarms"],
  ["Backup", "", "Azure VM Protected Instances", "1/Month", "Microsoft.RecoveryServices", "vaults"],
  ["Key Vault", "", "Operations", "10K", "Microsoft.KeyVault", "vaults"],
  ["Log Analytics", "", "Data Analyzed", "1 GB", "Microsoft.OperationalInsights", "workspaces"],
];

/** @param {readonly string[]} kind */
function detailsOf([category = "", , name = ""]) {
  if (category === "Virtual Machines") {
    const size = `Standard_${name.split("/")[0]?.replaceAll(" ", "_")}`;
    return JSON.stringify({ ImageType: "Canonical", ServiceType: size, VMName: null, VMProperties: null, VCPUs: 2 });
  }
  return category === "Storage" ? JSON.stringify({ ReplicationType: "LRS", AccessTier: "Hot" }) : "";
}

/**
 * The meters rows are charged on.
 *
 * @returns {readonly Meter[]}
 */
export function makeMeters() {
  const random = xorshift(11);
  return kinds.map((kind) => {
    const [category = "", subCategory = "", name = "", unit = "", service = "", type = ""] = kind;
    return { id: guid(random), category, subCategory, name, unit, service, type, details: detailsOf(kind) };
  });
}
