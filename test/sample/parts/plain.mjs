/** The partner desk's own ledger in the plain layout: other delimiters, encodings and line ends, a copy, an empty month. */
import { decimal, exact, spread } from "./amounts.mjs";
import { customerOf, subscriptionId } from "./customers.mjs";
import { inWindow, lengthOf, monthsFrom, slashed } from "./days.mjs";
import { plain } from "./headers.mjs";
import { note, open } from "./ledger.mjs";
import { seeded } from "./seeded.mjs";
import { csvFile } from "./text-file.mjs";

const folder = "consumption/ledger";
const files = {
  autumn: `${folder}/ledger-2016H2.csv`,
  copy: `${folder}/by-mail/ledger-2016H2.csv`,
  spring: `${folder}/ledger-2017H1.tsv`,
  july: `${folder}/ledger-2017-07.csv`,
  august: `${folder}/ledger-2017-08.csv`,
};

/** [partner, subscription, label, first month, last month, US dollars of the window] */
const accounts = [
  ["1340066", "1340066-a", "DPOR", "2016-07", "2017-08", "9999.9999999999"],
  ["1380913", "1380913-a", "dpor", "2016-08", "2017-07", "9480.35"],
  ["1422867", "1422867-a", "Transacting Partner", "2016-07", "2017-08", "12400.35"],
  ["1444098", "focus-proseware", "TPOR", "2016-08", "2017-06", "17705.4"],
  ["1459935", "mpa-woodgrove", "CSP Tier 2", "2016-08", "2017-05", "23014.18"],
  ["1495561", "1495561-a", "Digital Partner of Record", "2016-11", "2017-06", "3902.66"],
];

/** @typedef {{ day: string, cells: string[], usd: bigint, partner: string }} PlainRow */

/** @param {import("./ledger.mjs").Ledger} ledger @returns {Map<string, Buffer>} */
export function plainFiles(ledger) {
  open(
    ledger,
    files.autumn,
    "Plain ledger, August to December 2016: semicolons, byte order mark, `$` and thousands commas in some amounts; the last day before the window; a line with a field missing.",
  );
  open(ledger, files.copy, "The same file once more under another path: counts once, not read.");
  open(ledger, files.spring, "Plain ledger, January to June 2017: tabs, UTF-16; a day that does not exist.");
  open(ledger, files.july, "Plain ledger of July 2017: CRLF, dates with slashes; the first day after the window.");
  open(ledger, files.august, "An empty month: a header and no rows.");
  const rows = accounts
    .flatMap(rowsOf)
    .sort((left, right) => (left.day === right.day ? 0 : left.day < right.day ? -1 : 1));
  const autumn = csvFile(plain, autumnLines(ledger, rows), { delimiter: ";", encoding: "utf-8-bom" });
  return new Map([
    [files.autumn, autumn],
    [files.copy, autumn],
    [files.spring, csvFile(plain, springLines(ledger, rows), { delimiter: "\t", encoding: "utf-16le" })],
    [files.july, csvFile(plain, julyLines(ledger, rows), { lineEnd: "\r\n" })],
    [files.august, csvFile(plain, [])],
  ]);
}

/** First and last day of each month. @param {readonly string[]} account @returns {PlainRow[]} */
function rowsOf([partner, key, label, first, last, total]) {
  const days = monthsFrom(first, last).flatMap((month) => [`${month}-01`, `${month}-${lengthOf(month)}`]);
  const inside = days.filter((day) => inWindow(day.slice(0, 7)));
  const parts = spread({ total: exact(total), parts: inside.length, random: seeded(`plain ${key}`) });
  return days.map((day) => {
    const usd = parts[inside.indexOf(day)] ?? exact("301.5");
    const cells = [partner, customerOf(key).tenant, subscriptionId(key), day, decimal(usd), label];
    return { day, cells, usd, partner };
  });
}

/** Notes the rows of a file and hands them on. @param {import("./ledger.mjs").Ledger} ledger @param {string} file @param {readonly PlainRow[]} rows */
function noted(ledger, file, rows) {
  for (const { day, usd, partner } of rows) {
    const month = day.slice(0, 7);
    note(ledger, file, { bucket: inWindow(month) ? "counted" : "outside-window", partner, month, usd });
  }
  return rows;
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {readonly PlainRow[]} rows */
function autumnLines(ledger, rows) {
  const kept = noted(
    ledger,
    files.autumn,
    rows.filter(({ day }) => day >= "2016-07-31" && day < "2017-01-01"),
  );
  note(ledger, files.autumn, { bucket: "rejected" });
  const lines = kept.map(({ cells }) => cells.map((cell, at) => (at === 4 ? dressed(cell) : cell)));
  return [...lines, "1495561;;;2016-12-31;118.20"];
}

/** Amounts of four digits as a spreadsheet shows them. @param {string} amount */
function dressed(amount) {
  return /^\d{4}\./.test(amount) ? `$${amount[0]},${amount.slice(1)}` : amount;
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {readonly PlainRow[]} rows */
function springLines(ledger, rows) {
  const kept = noted(
    ledger,
    files.spring,
    rows.filter(({ day }) => day >= "2017-01-01" && day < "2017-07-01"),
  );
  note(ledger, files.spring, { bucket: "rejected" });
  const lost = ["1495561", customerOf("1495561-a").tenant, subscriptionId("1495561-a"), "2017-02-30", "121.4", "DPOR"];
  return [...kept.map(({ cells }) => cells), lost];
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {readonly PlainRow[]} rows */
function julyLines(ledger, rows) {
  const kept = noted(
    ledger,
    files.july,
    rows.filter(({ day }) => day >= "2017-07-01" && day <= "2017-08-01"),
  );
  return kept.map(({ cells, day }) => cells.map((cell, at) => (at === 3 ? slashed(day) : cell)));
}
