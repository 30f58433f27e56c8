import type { RunReport } from "../../../domain/report.ts";
import { byMissingShare } from "../../missing-share.ts";
import type { OutputTables } from "../../output-tables.ts";
import { partnerPlaces } from "../partner-places.ts";
import type { SheetPlan } from "../sheet-plan.ts";
import { aboutSheet } from "./about.ts";
import { changesSheet } from "./changes.ts";
import { chartDataSheet } from "./chart-data.ts";
import { closeSheet } from "./close.ts";
import { dataQualitySheet } from "./data-quality.ts";
import { evidenceSheet } from "./evidence.ts";
import { gapsSheet } from "./gaps.ts";
import { monthlySheet } from "./monthly.ts";
import { outlookSheet } from "./outlook.ts";
import { outlookByPartnerSheet } from "./outlook-by-partner.ts";
import { partnersSheet } from "./partners.ts";
import { peopleSheet } from "./people.ts";
import { qualifiedSheet } from "./qualified.ts";
import { rulesSheet } from "./rules.ts";
import { summarySheet } from "./summary.ts";
import { summaryCharts } from "./summary-charts.ts";

/** The sheets of the workbook in their order: the summary first, which lists the others, and its chart data last. */
export function allSheets(report: RunReport, tables: OutputTables, mask: boolean): readonly SheetPlan[] {
  const places = partnerPlaces(tables);
  const candidates = byMissingShare(report.assessments);
  const charts = summaryCharts(report, candidates);
  const sheets: readonly SheetPlan[] = [
    partnersSheet(tables, places),
    qualifiedSheet(tables, places),
    closeSheet(tables, candidates, places),
    gapsSheet(tables, places),
    peopleSheet(tables, places),
    monthlySheet(report, places),
    evidenceSheet(report, places),
    outlookSheet(report),
    outlookByPartnerSheet(report, places),
    changesSheet(report, tables, places),
    dataQualitySheet(report, mask),
    rulesSheet(report),
    aboutSheet(),
    chartDataSheet(charts),
  ];
  return [summarySheet(report, { places, candidates, charts, sheets }), ...sheets];
}
