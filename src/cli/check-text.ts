import { formatProblem } from "../domain/input-error.ts";
import type { CheckedFile, CheckedInputs } from "../jobs/check.ts";

/** What a person at a terminal reads after a check. */
export function checkText({ input, files, left_alone, notes, problems }: CheckedInputs): string {
  const lines = [
    input,
    ...files.flatMap(fileLines),
    ...left_alone.map((file) => `${file}\n  left alone`),
    "",
    ...notes.map((text) => `Note: ${text}`),
    ...problems.map(formatProblem),
    problems.length === 0
      ? `${counted(files.length, "file")} can be read.`
      : `${problems.length} ${problems.length === 1 ? "problem" : "problems"}: a run would publish nothing.`,
  ];
  return `${lines.join("\n")}\n`;
}

function fileLines({ file, format, rows, months, partners, odd }: CheckedFile): string[] {
  const span = months.length === 0 ? "" : `, ${monthSpan(months)}`;
  const size = rows === undefined ? "" : `: ${counted(rows, "row")}${span}, ${counted(partners, "partner")} named`;
  return [file, `  ${format}${size}`, ...odd.map((text) => `  ! ${text}`)];
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function monthSpan(months: readonly string[]): string {
  const [first, last] = [months[0] ?? "", months.at(-1) ?? ""];
  return first === last ? first : `${first} to ${last} (${months.length} months)`;
}
