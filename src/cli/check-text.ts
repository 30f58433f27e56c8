import { formatProblem } from "../domain/input-error.ts";
import { firstTen, plural, printable } from "../domain/text.ts";
import type { CheckedInputs } from "../jobs/check.ts";
import type { CheckedFile, CheckedFormat } from "../jobs/list-files.ts";

/**
 * Returns the text printed after a check: a line for each format, then only what is odd.
 *
 * @param all - whether to list every file instead of the formats
 */
export function checkText(checked: CheckedInputs, all: boolean): string {
  const { input, files, formats, odd, left_alone, notes, problems, limits_crossed } = checked;
  const lines = [
    printable(input),
    ...(all ? files.flatMap(fileLines) : formats.map(formatLine)),
    ...(all ? [] : odd.map((text) => `  ! ${printable(text)}`)),
    ...leftAloneLines(left_alone, all),
    "",
    ...notes.map((text) => `Note: ${printable(text)}`),
    ...limits_crossed.map(({ message }) => `Limit crossed: ${printable(message)}`),
    ...problems.map(formatProblem),
    endOfRun(checked),
  ];
  return `${lines.join("\n")}\n`;
}

function formatLine({ format, files, rows, months, partners }: CheckedFormat): string {
  return `  ${format}: ${plural(files, "file", "files")}, ${sizeOf(rows, months, partners)}`;
}

function fileLines({ file, format, rows, months, partners, odd }: CheckedFile): string[] {
  const size = rows === undefined ? "" : `: ${sizeOf(rows, months, partners)}`;
  return [printable(file), `  ${format}${size}`, ...odd.map((text) => `  ! ${printable(text)}`)];
}

function sizeOf(rows: number, months: readonly string[], partners: number): string {
  const span = months.length === 0 ? "" : `, ${monthSpan(months)}`;
  return `${plural(rows, "row", "rows")}${span}, ${plural(partners, "partner", "partners")} named`;
}

function monthSpan(months: readonly string[]): string {
  const [first, last] = [months[0] ?? "", months.at(-1) ?? ""];
  return first === last ? first : `${first} to ${last} (${months.length} months)`;
}

function leftAloneLines(files: readonly string[], all: boolean): string[] {
  if (files.length === 0) return [];
  if (all) return files.map((file) => `${printable(file)}\n  left alone`);
  return [`  ${plural(files.length, "other file", "other files")} left alone: ${printable(firstTen(files))}`];
}

function endOfRun({ files, problems, limits_crossed, exit_code }: CheckedInputs): string {
  const [can, code] = [`${plural(files.length, "file", "files")} can be read`, `exit code ${exit_code}`];
  if (exit_code === 2)
    return `${plural(problems.length, "problem", "problems")}: a run would publish nothing (${code}).`;
  if (exit_code === 0) return `${can}; a run would cross no limit (${code}).`;
  return `${can}; a run would cross ${plural(limits_crossed.length, "limit", "limits")} (${code}).`;
}
