import type { RunReport } from "../../../domain/report.ts";
import { byMissingShare, type Candidate } from "../../missing-share.ts";
import { type Column, pickColumns, tableOf } from "../../tables/column.ts";
import { partnerColumns } from "../../tables/partners.ts";
import type { TableSheet } from "../sheet-plan.ts";

const shown = [
  "partner_id",
  "partner_name",
  "market",
  "tier",
  "next_tier",
  "next_tier_finding",
  "consumption_usd",
  "consumption_gap_usd",
  "people",
  "people_gap",
  "gaps",
];

/** The partners close to their next tier, the one that lacks the smallest share of a threshold first. */
export function closeSheet(report: RunReport): TableSheet {
  const close = byMissingShare(report.assessments.filter(({ nextTierFinding }) => nextTierFinding === "close"));
  const ofAssessment = pickColumns(partnerColumns(report), shown).map(
    (column): Column<Candidate> => ({ ...column, cell: ({ assessment }) => column.cell(assessment) }),
  );
  const columns: readonly Column<Candidate>[] = [
    ...ofAssessment.slice(0, -1),
    {
      name: "missing",
      title: "Missing, of the threshold",
      width: 12,
      cell: ({ missing }) => ({ kind: "percent", value: missing.largest }),
    },
    ...ofAssessment.slice(-1),
  ];
  return { layout: "table", name: "Close", table: tableOf(columns, close), frozenColumns: 2 };
}
