import { type PageRow, placed } from "../sheet-plan.ts";
import { breakLines } from "../text-lines.ts";

/** Widths of the columns: seven of text and figures, a gap, and the one with the charts. */
export const summaryColumns: readonly number[] = [19, 32, 12, 12, 15, 14, 62, 2, 70];
const textColumns = 7;
/** Most characters of a line that begins in the second column and ends before the charts. */
const lineLength = 150;

export const blank: PageRow = [];

/** Creates a heading with a line below it, as wide as the columns of text. */
export function heading(text: string): PageRow {
  return [placed(text, "heading"), ...Array.from({ length: textColumns - 1 }, () => placed("", "heading"))];
}

/** Creates a label with a text beside it, in as many rows as the text needs. */
export function labelled(label: PageRow[number], text: string): readonly PageRow[] {
  return breakLines(text, lineLength).map((line, index) => [index === 0 ? label : placed(""), placed(line, "fact")]);
}
