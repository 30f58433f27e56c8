import type { Assessment } from "../../domain/assessment.ts";
import type { Outlook } from "../../domain/outlook.ts";
import type { RunReport } from "../../domain/report.ts";
import { consumption } from "../../requirements/consumption.ts";
import { people } from "../../requirements/people.ts";
import { gapSentence } from "../gap-sentence.ts";
import { nextTierGap } from "../next-tier-gap.ts";
import { type Column, measured } from "./column.ts";
import { furtherTextColumns } from "./further.ts";

/** Returns the columns of `partners.csv` and of the sheets Partners, Qualified and Close: one row per partner. */
export function partnerColumns({
  asOf,
  window,
  monthsCovered,
  outlook,
  furtherColumns,
}: RunReport): readonly Column<Assessment>[] {
  return [
    ...identityColumns,
    { name: "as_of", title: "As of", width: 12, cell: () => ({ kind: "day", value: asOf }) },
    { name: "window_start", title: "Window from", width: 12, cell: () => ({ kind: "day", value: window.start }) },
    {
      name: "window_end",
      title: "Window to (not included)",
      width: 13,
      cell: () => ({ kind: "day", value: window.end }),
    },
    {
      name: "months_covered",
      title: "Months covered by any export",
      width: 12,
      cell: () => ({ kind: "count", value: monthsCovered.length }),
    },
    ...measuredColumns,
    ...verdictColumns,
    { name: "gaps", title: "What is missing", width: 62, cell: (row) => ({ kind: "text", value: gapSentence(row) }) },
    ...outlookColumns(outlook),
    {
      name: "rows_rejected",
      title: "Rejected rows of this partner",
      width: 12,
      cell: (row) => ({ kind: "count", value: row.rowsRejected }),
    },
    ...furtherTextColumns(furtherColumns),
  ];
}

const identityColumns: readonly Column<Assessment>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "partner_name", title: "Partner", width: 32, cell: (row) => ({ kind: "text", value: row.partnerName }) },
  { name: "country", title: "Country", width: 18, cell: (row) => ({ kind: "text", value: row.country }) },
  { name: "market", title: "Market", width: 12, cell: (row) => ({ kind: "text", value: row.market }) },
];

const measuredColumns: readonly Column<Assessment>[] = [
  {
    name: "months_seen",
    title: "Months with rows of this partner",
    width: 13,
    cell: (row) => ({ kind: "count", value: row.monthsSeen }),
  },
  {
    name: "consumption_usd",
    title: "Consumption (US$)",
    width: 17,
    cell: (row) => measured({ kind: "usd", value: row.consumption }),
  },
  { name: "people", title: "People", width: 11, cell: (row) => measured({ kind: "count", value: row.people }) },
  {
    name: "assessment_people",
    title: "People by assessment",
    width: 15,
    cell: (row) => measured({ kind: "count", value: row.assessmentPeople }),
  },
  {
    name: "exam_people",
    title: "People by exam",
    width: 12,
    cell: (row) => measured({ kind: "count", value: row.examPeople }),
  },
];

const verdictColumns: readonly Column<Assessment>[] = [
  { name: "tier", title: "Tier", width: 9, cell: (row) => ({ kind: "status", value: row.tier }) },
  { name: "next_tier", title: "Next tier", width: 9, cell: (row) => ({ kind: "status", value: row.nextTier }) },
  {
    name: "next_tier_finding",
    title: "Finding for the next tier",
    width: 12,
    cell: (row) => ({ kind: "status", value: row.nextTierFinding }),
  },
  {
    name: "consumption_gap_usd",
    title: "Consumption gap (US$)",
    width: 17,
    cell: (row) => measured({ kind: "usd-gap", value: nextTierGap(row, consumption) }),
  },
  {
    name: "people_gap",
    title: "People gap",
    width: 11,
    cell: (row) => measured({ kind: "count", value: nextTierGap(row, people) }),
  },
];

/** Returns the columns that say how the tier develops if the next months bring what the last ones did. */
function outlookColumns(outlook: Outlook): readonly Column<Assessment>[] {
  const byPartner = new Map(outlook.partners.map((partner) => [partner.partnerId, partner]));
  return [
    {
      name: "at_risk_from",
      title: "At risk from",
      width: 12,
      cell: ({ partnerId }) => ({ kind: "day", value: byPartner.get(partnerId)?.lostFrom["run-rate"] }),
    },
    {
      name: "reaches_next_tier",
      title: "Reaches the next tier",
      width: 12,
      cell: ({ partnerId }) => ({ kind: "day", value: byPartner.get(partnerId)?.reachesNextTier["run-rate"] }),
    },
  ];
}
