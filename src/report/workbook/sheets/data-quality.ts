import { type Bucket, buckets, type SourceTally, type Tally } from "../../../domain/consumption.ts";
import type { RunReport } from "../../../domain/report.ts";
import { maskPerson } from "../../person-label.ts";
import { type Column, tableOf } from "../../tables/column.ts";
import type { TableSheet } from "../sheet-plan.ts";
import { type QualityRow, readerRows } from "./reader-rows.ts";

const columns: readonly Column<QualityRow>[] = [
  { name: "section", title: "Section", width: 28, cell: (row) => ({ kind: "text", value: row.section }) },
  { name: "where", title: "Where", width: 56, cell: (row) => ({ kind: "text", value: row.where }) },
  { name: "what", title: "What", width: 24, cell: (row) => ({ kind: "status", value: row.what }) },
  { name: "meaning", title: "Meaning", width: 100, cell: (row) => ({ kind: "text", value: row.meaning }) },
  { name: "rows", title: "Rows", width: 14, cell: (row) => ({ kind: "count", value: row.rows }) },
  { name: "usd", title: "US$", width: 18, cell: (row) => ({ kind: "usd", value: row.usd }) },
];

const bucketMeanings: Readonly<Record<Bucket, string>> = {
  excluded: "Not consumption that counts for a competency, by the format's own list.",
  rejected: "Breaks its format; listed below and in rejects.csv.",
  superseded: "Replaced by a newer export, or the same file twice.",
  "outside-window": "Before or after the window.",
  unattributed: "Names no partner, and associations.csv assigns none.",
  "ineligible-association": "The partner's association is of a kind that the rules do not accept.",
  "outside-association": "Before the first or after the last day of the association.",
  "missing-rate": "In another currency, with no exchange rate for its month.",
  duplicate: "The same consumption under another association or from another portal.",
  counted: "Counted for a partner.",
};

/**
 * Plans the sheet of what a reader should know about the numbers: warnings, where every row ended up, files, months
 * without data, unknown countries, verdicts that depend on a reading, rejected rows, files left alone.
 */
export function dataQualitySheet(report: RunReport, mask: boolean): TableSheet {
  const rows = [
    ...warningRows(report),
    ...totalRows(report),
    ...report.sources.flatMap(fileRows),
    ...monthRows(report),
    ...countryRows(report),
    ...judgementRows(report, mask),
    ...rejectedRows(report),
    ...leftAloneRows(report),
    ...readerRows(report),
  ];
  return {
    layout: "table",
    name: "Data quality",
    shows: "Warnings, where every row ended up, files, months without data, rejected rows.",
    table: tableOf(columns, rows),
    frozenColumns: 1,
  };
}

function warningRows({ warnings }: RunReport): readonly QualityRow[] {
  const section = "1 Warnings";
  if (warnings.length === 0) return [{ section, where: "", what: "none", meaning: "Nothing to warn about." }];
  return warnings.map(({ code, message, crossesLimit }) => ({
    section,
    where: code,
    what: crossesLimit ? "limit" : "warning",
    meaning: crossesLimit ? `${message} (beyond a limit of job.yaml)` : message,
  }));
}

function totalRows({ totals }: RunReport): readonly QualityRow[] {
  const base = { section: "2 Where every row ended up", where: "All consumption exports" };
  return [
    { ...base, what: "read", meaning: "Rows of all consumption exports.", ...totals.read },
    {
      ...base,
      what: "credited again",
      meaning: "Rows that associations.csv credits to one more partner.",
      ...totals.creditedAgain,
    },
    ...buckets.map((bucket) => ({ ...base, what: bucket, meaning: bucketMeanings[bucket], ...totals.buckets[bucket] })),
  ];
}

function fileRows(source: SourceTally): readonly QualityRow[] {
  const base = { section: "3 Files", where: source.file };
  const facts = ({ rows, usd }: Tally) => (source.kind === "consumption" ? { rows, usd } : { rows });
  const replaced =
    source.supersededBy.length === 0 ? "" : `; replaced, wholly or in part, by ${source.supersededBy.join(", ")}`;
  return [
    { ...base, what: "read", meaning: `${source.kind}, format ${source.format}${replaced}`, ...facts(source.read) },
    ...(source.creditedAgain.rows === 0
      ? []
      : [
          { ...base, what: "credited again", meaning: "Credited to one more partner.", ...facts(source.creditedAgain) },
        ]),
    ...buckets
      .filter((bucket) => source.buckets[bucket].rows > 0)
      .map((bucket) => ({
        ...base,
        what: bucket,
        meaning: meaningFor(source, bucket),
        ...facts(source.buckets[bucket]),
      })),
  ];
}

function meaningFor({ kind }: SourceTally, bucket: Bucket): string {
  return kind === "transcripts" && bucket === "counted"
    ? "Read; people.csv says which of them count."
    : bucketMeanings[bucket];
}

function monthRows({ window, monthsCovered }: RunReport): readonly QualityRow[] {
  const covered = new Set(monthsCovered);
  return window.months
    .filter((month) => !covered.has(month))
    .map((month) => ({
      section: "4 Months without data",
      where: month,
      what: "no rows",
      meaning: "No consumption export that counts has a row of this month.",
    }));
}

function countryRows({ unknownCountries }: RunReport): readonly QualityRow[] {
  return unknownCountries.map(({ partnerId, country }) => ({
    section: "5 Unknown countries",
    where: partnerId,
    what: country === "" ? "none given" : "not in markets.yaml",
    meaning: `${country === "" ? "No country is known" : `Country ${country}`}; judged as a developed market.`,
  }));
}

/** Lists verdicts that depend on how the rules are read, and persons whose transcripts name several partners (S10). */
function judgementRows({ assessments, conflicts }: RunReport, mask: boolean): readonly QualityRow[] {
  return [
    ...assessments.flatMap(({ partnerId, partnerName, tier, tierIfRoutesMixed }) =>
      tierIfRoutesMixed === undefined
        ? []
        : [
            {
              section: "6 Depends on a reading",
              where: `${partnerId} ${partnerName}`.trim(),
              what: "mixed routes",
              meaning: `Holds ${tier}; would hold ${tierIfRoutesMixed} if people on different lists added up.`,
            },
          ],
    ),
    ...conflicts.map(({ person, countsFor, alsoNamed }) => ({
      section: "7 People of several partners",
      where: mask ? maskPerson(person) : person,
      what: "one partner only",
      meaning: `Counts for ${countsFor}; transcripts also name ${alsoNamed.join(", ")}.`,
    })),
  ];
}

function rejectedRows({ rejects }: RunReport): readonly QualityRow[] {
  return rejects.map(({ file, line, column, code, message, more }) => ({
    section: "8 Rejected rows",
    where: more === undefined ? `${file}:${line}` : file,
    what: code,
    meaning: column === "" ? message : `${column}: ${message}`,
  }));
}

function leftAloneRows({ leftAlone }: RunReport): readonly QualityRow[] {
  return leftAlone.map((file) => ({
    section: "9 Files left alone",
    where: file,
    what: "not an export",
    meaning: "Its name or place is not that of an export, it is a link, or job.yaml says to ignore it.",
  }));
}
