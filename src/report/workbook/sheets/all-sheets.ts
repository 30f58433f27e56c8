import type { RunReport } from "../../../domain/report.ts";
import type { OutputTables } from "../../output-tables.ts";
import { pickColumns, tableOf } from "../../tables/column.ts";
import { partnerColumns } from "../../tables/partners.ts";
import type { SheetPlan, TableSheet } from "../sheet-plan.ts";
import { closeSheet } from "./close.ts";
import { dataQualitySheet } from "./data-quality.ts";
import { monthlySheet } from "./monthly.ts";
import { rulesSheet } from "./rules.ts";
import { summarySheet } from "./summary.ts";

const qualifiedShown = [
  "partner_id",
  "partner_name",
  "country",
  "market",
  "tier",
  "consumption_usd",
  "people",
  "next_tier",
  "next_tier_finding",
  "gaps",
];

/** The sheets of the workbook in their order, the summary first. */
export function allSheets(report: RunReport, tables: OutputTables, mask: boolean): readonly SheetPlan[] {
  return [
    summarySheet(report),
    { layout: "table", name: "Partners", table: tables.partners, frozenColumns: 2 },
    qualifiedSheet(report),
    closeSheet(report),
    { layout: "table", name: "Gaps", table: tables.gaps, frozenColumns: 2 },
    { layout: "table", name: "People", table: tables.people, frozenColumns: 2 },
    monthlySheet(report),
    dataQualitySheet(report, mask),
    rulesSheet(report),
  ];
}

function qualifiedSheet(report: RunReport): TableSheet {
  const columns = pickColumns(partnerColumns(report), qualifiedShown);
  const qualified = report.assessments.filter(({ tier }) => tier !== "none");
  return { layout: "table", name: "Qualified", table: tableOf(columns, qualified), frozenColumns: 2 };
}
