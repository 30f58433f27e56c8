/** The three small tables beside the exports: partners, associations, exchange rates. */
import { customerOf, subscriptionId } from "./customers.mjs";
import { monthsFrom } from "./days.mjs";
import { partners } from "./partners.mjs";
import { csvFile } from "./text-file.mjs";

/** Subscriptions and customers that the exports do not tie to a partner. [partner, customer, subscription, association, from, to] */
const associations = [
  ["1284502", "", "ea-fabrikam", "TPOR", "2016-01-01", ""],
  ["1284502", "", "ea-shared", "Transacting Partner of Record", "", ""],
  ["1380913", "", "ea-shared", "Digital Partner of Record", "2016-08-01", ""],
  ["1391460", "", "payg-retail", "TPOR", "2016-05-01", "2017-07-25"],
  ["1415209", "", "1415209-new", "TPOR", "2017-07-01", ""],
  ["1473306", "", "ea-integration", "TPOR", "2016-01-01", ""],
  ["1495561", "focus-events", "", "DPOR", "2017-07-10", ""],
  ["1437512", "", "ended-long-ago", "DPOR", "2014-03-01", "2016-03-31"],
];

/** US dollars per unit, by currency and month `2017-06`. */
const rates = new Map([
  [
    "EUR",
    [
      "1.10620000",
      "1.11695000",
      "1.11590000",
      "1.12380000",
      "1.09810000",
      "1.06030000",
      "1.05170000",
      "1.07990000",
      "1.05870000",
      "1.06910000",
      "1.08870000",
      "1.12420000",
      "1.14120000",
    ],
  ],
  [
    "CAD",
    [
      "0.77350000",
      "0.76610000",
      "0.76240000",
      "0.76010000",
      "0.74570000",
      "0.74430000",
      "0.74380000",
      "0.76850000",
      "0.75290000",
      "0.75120000",
      "",
      "0.74110000",
      "0.77090000",
    ],
  ],
]);
const rateMonths = monthsFrom("2016-07", "2017-07");

/** The rate of a month, empty where there is none. @param {string} currency @param {string} month */
export function rateOf(currency, month) {
  return rates.get(currency)?.[rateMonths.indexOf(month)] ?? "";
}

/** @returns {Map<string, Buffer>} */
export function tableFiles() {
  const listed = partners.filter((partner) => partner.listed !== false);
  const rateRows = [...rates].flatMap(([currency, values]) =>
    rateMonths.flatMap((month, index) => (values[index] === "" ? [] : [rateLine(currency, values[index], month)])),
  );
  return new Map([
    [
      "partners.csv",
      csvFile(
        ["partner_id", "partner_name", "country"],
        listed.map(({ id, name, country }) => [id, name, country]),
      ),
    ],
    [
      "associations.csv",
      csvFile(
        ["partner_id", "customer_id", "subscription_id", "association", "from", "to"],
        associations.map(associationRow),
      ),
    ],
    ["exchange-rates.csv", csvFile('"CurrencyCode","USDPerUnit","Month"', rateRows)],
  ]);
}

/** @param {string} currency @param {string} rate @param {string} month */
function rateLine(currency, rate, month) {
  return `"${currency}","${rate}","${month.replace("-", "")}"`;
}

/** @param {readonly string[]} row */
function associationRow([partner, customer, subscription, association, from, to]) {
  const customerId = customer === "" ? "" : customerOf(customer).tenant;
  return [partner, customerId, subscription === "" ? "" : subscriptionId(subscription), association, from, to];
}
