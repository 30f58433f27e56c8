import type { Job } from "../domain/job.ts";
import type { RunReport } from "../domain/report.ts";
import { gapRows } from "./gap-rows.ts";
import { type Table, tableOf } from "./tables/column.ts";
import { consumptionColumns, monthRows } from "./tables/consumption.ts";
import { gapColumns } from "./tables/gaps.ts";
import { partnerColumns } from "./tables/partners.ts";
import { peopleColumns } from "./tables/people.ts";
import { rejectColumns } from "./tables/rejects.ts";
import { sourceColumns } from "./tables/sources.ts";

/** The tables of one run, by the names of their CSV files (section 7). */
export type OutputTables = Readonly<
  Record<"partners" | "gaps" | "people" | "consumption" | "sources" | "rejects", Table>
>;

/** Builds every table once; the CSV files and the workbook print the same ones. */
export function outputTables(report: RunReport, { people, mixRoutes }: Job): OutputTables {
  return {
    partners: tableOf(partnerColumns(report), report.assessments),
    gaps: tableOf(gapColumns, gapRows(report, mixRoutes)),
    people: tableOf(peopleColumns(people.mask), report.people),
    consumption: tableOf(consumptionColumns, monthRows(report)),
    sources: tableOf(sourceColumns, report.sources),
    rejects: tableOf(rejectColumns, report.rejects),
  };
}
