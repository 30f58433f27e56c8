import type { MeasuredConsumption } from "./aggregate/measure-consumption.ts";
import type { RunReport } from "./domain/report.ts";
import { compareCodePoints } from "./domain/text.ts";
import type { IngestedFile } from "./ingest/consumption-file.ts";

/** What each file has in each month, and adds to each partner's months, by the names of the files. */
export function fileMonthsOf(
  { monthFiles, fileMonths }: MeasuredConsumption,
  ingested: readonly IngestedFile[],
): Pick<RunReport, "fileMonths" | "exportMonths"> {
  const names = new Map(ingested.map(({ number, export: { file } }) => [number, file]));
  const named = <Entry extends { readonly file: number }>(entry: Entry) => ({
    ...entry,
    file: names.get(entry.file) ?? "",
  });
  return {
    fileMonths: monthFiles
      .map(named)
      .sort(
        (a, b) =>
          compareTexts(a.partnerId, b.partnerId) || compareTexts(a.month, b.month) || compareTexts(a.file, b.file),
      ),
    exportMonths: fileMonths
      .map(named)
      .sort((a, b) => compareCodePoints(a.file, b.file) || compareCodePoints(a.month, b.month)),
  };
}

/** Most neighbours are of one partner and month. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : compareCodePoints(a, b);
}
