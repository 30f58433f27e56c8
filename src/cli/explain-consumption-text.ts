import { alignedTable } from "../domain/aligned-table.ts";
import { dollars } from "../domain/dollars.ts";
import type { ConsumptionEvidence, NotCounted } from "../domain/explanation.ts";
import { withThousands } from "../domain/money.ts";
import { plural } from "../domain/text.ts";
import type { Window } from "../domain/window.ts";
import { largestRows } from "./explain-json.ts";
import { indented, kindNames, monthsInWords, right } from "./explain-words.ts";

/** Lines shown of a list; its heading says how many there are in all. */
const shown = 10;

/** Describes where a partner's consumption comes from, and which of it does not count. */
export function consumptionText(evidence: ConsumptionEvidence, window: Window): string[] {
  const { measured, rows, customers, subscriptions, files } = evidence;
  if (measured === undefined) return ["CONSUMPTION: no export was read, so nothing is known."];
  const from = [
    plural(rows.length, "row", "rows"),
    plural(files.length, "file", "files"),
    plural(customers, "customer", "customers"),
    plural(subscriptions, "subscription", "subscriptions"),
  ].join(", ");
  return [
    `CONSUMPTION: ${dollars(measured)} counts, from ${from}`,
    ...indented(countedLines(evidence), 2),
    ...indented(notCountedLines(evidence, window), 2),
  ];
}

function countedLines({ months, files, streams, rows }: ConsumptionEvidence): string[] {
  if (rows.length === 0) return ["", "No row counts."];
  return [
    "",
    "By month:",
    ...amountTable(months, ({ month, rows: count }) => [month, plural(count, "row", "rows")]),
    "",
    "By file:",
    ...amountTable(files, (file) => [
      file.file,
      plural(file.rows, "row", "rows"),
      file.firstLine === file.lastLine ? `line ${file.firstLine}` : `lines ${file.firstLine} to ${file.lastLine}`,
    ]),
    "",
    `By subscription${some(streams)}:`,
    ...amountTable(streams.slice(0, shown), (stream) => [
      stream.subscription === "" ? "(none)" : stream.subscription,
      `customer ${stream.customer === "" ? "(none)" : stream.customer}`,
      stream.kind === "" ? "" : `as ${kindNames[stream.kind]}`,
      plural(stream.rows, "row", "rows"),
      monthsInWords(stream.months),
    ]),
    "",
    `Largest rows${some(rows)}; all of them: --rows FILE.csv`,
    ...amountTable(largestRows(rows, shown), ({ day, file, line }) => [day, `${file}:${line}`]),
  ];
}

function notCountedLines({ notCounted }: ConsumptionEvidence, window: Window): string[] {
  if (notCounted.length === 0) return ["", "Every row that names this partner counts."];
  return [
    "",
    `Does not count${some(notCounted)}:`,
    ...amountTable(notCounted.slice(0, shown), (left) => [
      plural(left.rows, "row", "rows"),
      left.file,
      monthsInWords(left.months),
      reasonInWords(left, window),
    ]),
  ];
}

function some(all: readonly unknown[]): string {
  return all.length > shown ? ` (the largest ${shown} of ${withThousands(String(all.length))})` : "";
}

/** Lays out a table that starts with a column of right-aligned amounts. */
function amountTable<Part extends { readonly usd: bigint }>(
  parts: readonly Part[],
  cells: (part: Part) => string[],
): string[] {
  const amounts = right(parts.map(({ usd }) => dollars(usd)));
  return alignedTable(parts.map((part, index) => [`  ${amounts[index]}`, ...cells(part)]));
}

function reasonInWords({ bucket, kind, replacedBy, months: [first = ""] }: NotCounted, window: Window): string {
  switch (bucket) {
    case "excluded":
      return "is not Azure consumption but a tax, a purchase or similar";
    case "rejected":
      return "cannot be read: see rejects.csv";
    case "superseded":
      return `replaced by a newer download${replacedBy.length === 0 ? "" : `: ${replacedBy.join(", ")}`}`;
    case "outside-window":
      return `used ${`${first}-01` < window.start ? "before" : "after"} the window`;
    case "unattributed":
      return "its own usage, of which associations.csv says that nobody is credited";
    case "ineligible-association":
      return kind === ""
        ? "nothing says how the partner is associated"
        : `associated by ${kindNames[kind]}, which the rules do not accept`;
    case "outside-association":
      return "before or after the association in associations.csv";
    case "missing-rate":
      return "in a currency without an exchange rate for its month";
    case "duplicate":
      return `the same consumption already counts through another association${kind === "" ? "" : `, not by ${kindNames[kind]}`}`;
    default:
      return bucket satisfies never;
  }
}
