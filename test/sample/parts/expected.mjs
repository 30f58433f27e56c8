/** `expected.md`: what the sample is meant to come to, by the generator's own sums. */
import { fixed } from "./amounts.mjs";
import { windowMonths } from "./days.mjs";
import { partners } from "./partners.mjs";
import { verdictOf } from "./verdicts.mjs";

/** @param {import("./ledger.mjs").Ledger} ledger */
export function expectedText(ledger) {
  return [
    "# What the sample is meant to come to",
    "",
    "Written by `node test/sample/build-sample.mjs`, from sums of its own. As of 2017-08-15, window 2016-08-01 to 2017-07-31, shipped rules.",
    "",
    "## Partners",
    "",
    ...table(
      ["partner", "name", "counted US$", "assessments", "exams", "verdict", "story"],
      partners.map((partner) => partnerRow(ledger, partner)),
    ),
    "",
    "## Counted US$ by month",
    "",
    ...table(
      ["partner", ...windowMonths],
      partners.map(({ id }) => [id, ...windowMonths.map((month) => monthCell(ledger, id, month))]),
    ),
    "",
    "## Files",
    "",
    "Rows by the bucket they are meant for. A file with no rows here is left out unread, or has none. `+n` are rows credited to another partner as well.",
    "",
    ...table(["file", "rows", "counted US$", "for"], [...ledger.files].sort(byName).map(fileRow)),
    "",
  ].join("\n");
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {import("./partners.mjs").SamplePartner} partner */
function partnerRow(ledger, partner) {
  const { usd, assessments, exams, verdict } = verdictOf(ledger, partner);
  return [partner.id, partner.name, fixed(usd), String(assessments), String(exams), verdict, partner.story];
}

/** @param {import("./ledger.mjs").Ledger} ledger @param {string} partner @param {string} month */
function monthCell(ledger, partner, month) {
  const usd = ledger.months.get(`${partner} ${month}`);
  return usd === undefined ? "" : fixed(usd);
}

/** @param {[string, { rows: Map<string, number>, counted: bigint, creditedAgain: number, for: string }]} entry */
function fileRow([file, entry]) {
  const rows = [...entry.rows].sort(byName).map(([bucket, count]) => `${count} ${bucket}`);
  const again = entry.creditedAgain === 0 ? [] : [`+${entry.creditedAgain}`];
  return [`\`${file}\``, [...rows, ...again].join(", "), fixed(entry.counted), entry.for];
}

/** @param {readonly [string, unknown]} left @param {readonly [string, unknown]} right */
function byName([left], [right]) {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @param {readonly string[]} header @param {readonly (readonly string[])[]} rows */
function table(header, rows) {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
