import type { RunReport } from "../domain/report.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { IngestedFile } from "../partials/consumption-file.ts";
import type { MeasuredConsumption } from "./measure-consumption.ts";

/** What each file has in each month, and adds to each partner's months, by the names of the files. */
export function fileMonthsOf(
  { monthFiles, fileMonths }: MeasuredConsumption,
  ingested: readonly IngestedFile[],
): Pick<RunReport, "fileMonths" | "exportMonths"> {
  const names = new Map(ingested.map(({ number, export: { file } }) => [number, file]));
  const nameOf = (number: number) => names.get(number) ?? "";
  return {
    fileMonths: monthFiles
      .map(({ partnerId, month, file, rows, usd }) => ({ partnerId, month, file: nameOf(file), rows, usd }))
      .sort((a, b) => {
        if (a.partnerId !== b.partnerId) return compareCodePoints(a.partnerId, b.partnerId);
        return a.month === b.month ? compareCodePoints(a.file, b.file) : compareCodePoints(a.month, b.month);
      }),
    exportMonths: fileMonths
      .map(({ file, month, usd }) => ({ file: nameOf(file), month, usd }))
      .sort((a, b) => compareCodePoints(a.file, b.file) || compareCodePoints(a.month, b.month)),
  };
}
