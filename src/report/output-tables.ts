import type { Assessment } from "../domain/assessment.ts";
import type { RejectedRow, SourceTally } from "../domain/consumption.ts";
import type { Job } from "../domain/job.ts";
import type { AssessedTranscriptRow } from "../domain/person.ts";
import type { RunReport } from "../domain/report.ts";
import type { Restatement } from "../domain/snapshot.ts";
import type { ToDo } from "../domain/to-do.ts";
import { type GapRow, gapRows } from "./gap-rows.ts";
import { type ChangeRow, changeColumns, changeRows } from "./tables/changes.ts";
import { type ListedTable, type Table, tableOf } from "./tables/column.ts";
import { consumptionTable } from "./tables/consumption.ts";
import { gapColumns } from "./tables/gaps.ts";
import { outlookTable } from "./tables/outlook.ts";
import { partnerColumns } from "./tables/partners.ts";
import { peopleColumns } from "./tables/people.ts";
import { rejectColumns } from "./tables/rejects.ts";
import { restatementColumns } from "./tables/restatements.ts";
import { sourceColumns } from "./tables/sources.ts";
import { toDoColumns } from "./tables/to-do.ts";

/** Tables of one run, by the names of their CSV files (section 7). */
export interface OutputTables {
  readonly partners: ListedTable<Assessment>;
  readonly gaps: ListedTable<GapRow>;
  readonly people: ListedTable<AssessedTranscriptRow>;
  readonly consumption: Table;
  readonly sources: ListedTable<SourceTally>;
  readonly rejects: ListedTable<RejectedRow>;
  readonly "to-do": ListedTable<ToDo>;
  readonly changes: ListedTable<ChangeRow>;
  readonly restatements: ListedTable<Restatement>;
  readonly outlook: Table;
}

/** Builds every table once. Each becomes a CSV file; the workbook reads partners, gaps, people and changes. */
export function outputTables(report: RunReport, { people, mixRoutes }: Job): OutputTables {
  return {
    partners: tableOf(partnerColumns(report), report.assessments),
    gaps: tableOf(gapColumns(report), gapRows(report, mixRoutes)),
    people: tableOf(peopleColumns(people.mask), report.people),
    consumption: consumptionTable(report),
    sources: tableOf(sourceColumns, report.sources),
    rejects: tableOf(rejectColumns, report.rejects),
    "to-do": tableOf(toDoColumns(report), report.toDo),
    changes: tableOf(changeColumns(people.mask), changeRows(report.changes)),
    restatements: tableOf(restatementColumns, report.restatements),
    outlook: outlookTable(report.outlook),
  };
}
