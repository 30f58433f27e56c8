/** Two AzureUsage downloads of Partner Center Insights that overlap: months stated again, and one more dialect. */
import { decimal, exact, spread } from "./amounts.mjs";
import { serviceOf } from "./customers.mjs";
import { inWindow, monthsFrom } from "./days.mjs";
import { azureUsage, azureUsageOld } from "./headers.mjs";
import { newerCells, olderCells } from "./insights-cells.mjs";
import { insightsStreams } from "./insights-streams.mjs";
import { note, open } from "./ledger.mjs";
import { seeded } from "./seeded.mjs";
import { csvFile } from "./text-file.mjs";

const older = "consumption/insights/AzureUsage_2017-02-01.csv";
const newer = "consumption/insights/AzureUsage_2017-08-05.csv";
/** First month of the newer download; from here to 2017-01 both have each partner. */
const restatedFrom = "2016-10";

/** In the order that settles which of several equal streams counts. */
const eligible = ["dpor", "tpor", "csp-tier-1", "csp-tier-2"];

/** @param {import("./ledger.mjs").Ledger} ledger */
export function insightsFiles(ledger) {
  open(
    ledger,
    older,
    "Insights AzureUsage of February: 20 columns, CRLF, no end on the last line; months from 2016-10 are stated again by the newer one.",
  );
  open(
    ledger,
    newer,
    "Insights AzureUsage of August: 27 columns, other date style, amounts restated; PAL, TPOR and DPOR rows for the same consumption.",
  );
  const rows = insightsStreams.flatMap((stream) => rowsOf(ledger, stream));
  const newerRows = [...rows.filter((row) => row.file === newer), ...specialRows(ledger)].sort(byMonth);
  const olderRows = rows.filter((row) => row.file === older).sort(byMonth);
  return new Map([
    [
      older,
      csvFile(
        azureUsageOld,
        olderRows.map(({ cells }) => cells),
        { lineEnd: "\r\n", lastLineEnd: false },
      ),
    ],
    [
      newer,
      csvFile(
        azureUsage,
        newerRows.map(({ cells }) => cells),
      ),
    ],
  ]);
}

/** @param {{ month: string }} left @param {{ month: string }} right */
function byMonth(left, right) {
  return left.month === right.month ? 0 : left.month < right.month ? -1 : 1;
}

/** @typedef {import("./insights-streams.mjs").InsightsStream} Stream */

/** All rows of one subscription in both files. @param {import("./ledger.mjs").Ledger} ledger @param {Stream} stream */
function rowsOf(ledger, stream) {
  const random = seeded(`insights ${stream.key}`);
  const amounts = amountsByMonth(stream, random);
  return [...amounts].flatMap(([month, amount]) => {
    const parts = spread({ total: amount, parts: stream.services ?? 1, random });
    const pieces = parts.map((part) => ({ usd: part, text: decimal(part), service: serviceOf(stream.key, random) }));
    const extras = (stream.extras ?? []).filter((extra) => extra.month === month);
    const odd = extras.map(({ usd, text }) => ({ usd: exact(usd), text, service: serviceOf(stream.key, random) }));
    return [...pieces, ...odd].flatMap((piece) => rowsOfPiece(ledger, { stream, month, ...piece }));
  });
}

/** Amount of each month; inside the window they add up, with the extras, to the stream's total. @param {Stream} stream @param {import("./seeded.mjs").Seeded} random */
function amountsByMonth(stream, random) {
  const months = monthsFrom(stream.from ?? "2016-02", stream.to ?? "2017-08");
  const inside = months.filter(inWindow);
  const extras = (stream.extras ?? []).reduce((sum, { usd }) => sum + exact(usd), 0n);
  const total = exact(stream.total) - extras;
  const parts = spread({ total, parts: inside.length, random });
  const outside = (BigInt(random.between(50, 90)) * total) / BigInt(inside.length) / 100n / 10_000n;
  return new Map(months.map((month) => [month, parts[inside.indexOf(month)] ?? outside * 10_000n]));
}

/**
 * One amount under each association of the stream, in the files that have its month.
 * @param {import("./ledger.mjs").Ledger} ledger
 * @param {{ stream: Stream, month: string, usd: bigint, text: string, service: ReturnType<typeof serviceOf> }} piece
 */
function rowsOfPiece(ledger, piece) {
  const { stream, month } = piece;
  const winner = eligible.find((kind) => stream.kinds.includes(kind));
  const inOlder = month <= "2017-01";
  const inNewer = month >= restatedFrom && stream.onlyOlder !== true;
  return stream.kinds.flatMap((kind, index) => {
    const bucket = !eligible.includes(kind) ? "ineligible-association" : kind === winner ? "counted" : "duplicate";
    const row = { ...piece, kind, index };
    const made = [];
    if (inOlder) {
      const superseded = month >= restatedFrom;
      note(ledger, older, intent(superseded && inWindow(month) ? "superseded" : bucket, piece));
      made.push({ file: older, month, cells: olderCells(superseded ? restated(row) : row) });
    }
    if (inNewer) {
      note(ledger, newer, intent(bucket, piece));
      made.push({ file: newer, month, cells: newerCells(row) });
    }
    return made;
  });
}

/** @param {string} bucket @param {{ stream: Stream, month: string, usd: bigint }} piece */
function intent(bucket, { stream, month, usd }) {
  return { bucket: inWindow(month) ? bucket : "outside-window", partner: stream.partner, month, usd };
}

/** The older download had a little less. @template {{ usd: bigint }} Row @param {Row} row */
function restated(row) {
  return { ...row, text: decimal(((row.usd * 97n) / 100n / 10_000n) * 10_000n) };
}

/** Rows that are no consumption, and rows that cannot be taken: all in months that have other rows of the partner. @param {import("./ledger.mjs").Ledger} ledger */
function specialRows(ledger) {
  const venture = { key: "1523349-a", partner: "1523349" };
  const northwind = { key: "1303377-a", partner: "1303377" };
  const zero = {
    SubscriptionId: "00000000-0000-0000-0000-000000000000",
    PartnerAttributionType: "UNKNOWN",
    CustomerName: "",
  };
  const noMonth = { month: "2017-06", of: northwind, bucket: "rejected" };
  return [
    special({ month: "2017-02", of: venture, bucket: "excluded", text: "4000", cells: zero }),
    special({ month: "2017-05", of: venture, bucket: "excluded", text: "2500.5", cells: zero }),
    special({
      month: "2017-06",
      of: venture,
      bucket: "excluded",
      text: "310",
      cells: { ...zero, SubscriptionId: "UNKNOWN" },
    }),
    special({
      month: "2017-04",
      of: northwind,
      bucket: "rejected",
      text: "812.4",
      cells: { PartnerAttributionType: "Azure Expert MSP Link" },
    }),
    special({
      month: "2017-05",
      of: northwind,
      bucket: "rejected",
      text: "804.117",
      cells: { PartnerAttributionType: "Azure Expert MSP Link" },
    }),
    special({ ...noMonth, text: "#VALUE!", cells: {} }),
    special({ ...noMonth, text: "77.2", cells: { Month: "6/31/2017" } }),
  ].map((row) => {
    note(ledger, newer, { bucket: row.bucket });
    return row;
  });
}

/** @param {{ month: string, of: { key: string, partner: string }, bucket: string, text: string, cells: Record<string, string> }} row */
function special({ month, of, bucket, text, cells }) {
  const stream = { ...of, kinds: ["dpor"], total: "0" };
  const base = newerCells({
    stream,
    month,
    text,
    kind: "dpor",
    index: 0,
    service: serviceOf(of.key, seeded(`special ${month}`)),
  });
  const changed = azureUsage.map((name, at) => cells[name] ?? base[at] ?? "");
  return { file: newer, month, bucket, cells: changed };
}
