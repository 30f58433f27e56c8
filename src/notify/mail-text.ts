import type { Day } from "../domain/day.ts";

/** The content of an e-mail about a published report. */
export interface MailContent {
  readonly asOf: Day;
  /** The figures as printed at the terminal, one or more sentences. */
  readonly figures: string;
  /** For the subject: "3 gold, 12 silver, 10 close". */
  readonly shortFigures: string;
  /** A line for each partner whose tier or finding changed; `undefined` if there was no earlier report. */
  readonly changes: { readonly since: Day; readonly lines: readonly string[] } | undefined;
  /** Sentences about limits that were exceeded. */
  readonly limitsCrossed: readonly string[];
  readonly notes: readonly string[];
  /** Folder of the run; absolute. */
  readonly folder: string;
  /** Whether the workbook is attached and, if not, why. */
  readonly workbook: "attached" | "too large" | "not written";
}

/** Most changes listed; the report has the rest. */
const mostChanges = 50;

/**
 * Writes an e-mail about a published report, in plain text because every mail program shows it.
 *
 * @returns subject and text
 */
export function mailText(facts: MailContent): { readonly subject: string; readonly text: string } {
  const { asOf, shortFigures, changes, limitsCrossed, folder } = facts;
  const changed = changes === undefined ? "" : `, ${countOf(changes.lines.length)}`;
  const alarm = limitsCrossed.length === 0 ? "" : " (a data-quality limit is crossed)";
  const parts = [
    facts.figures,
    changesText(changes),
    list("Limits crossed: settle these before you use the figures.", limitsCrossed),
    list("Notes:", facts.notes),
    `${workbookText[facts.workbook]}\nAll files are in ${folder}`,
  ];
  return {
    subject: `Partner tiers as of ${asOf}: ${shortFigures}${changed}${alarm}`,
    text: `${parts.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

const workbookText = {
  attached: "The workbook is attached.",
  "too large": "The workbook is too large to attach (mail.attachUpTo).",
  "not written": "This run wrote no workbook.",
} as const;

function countOf(changes: number): string {
  return changes === 0 ? "no change" : changes === 1 ? "1 change" : `${changes} changes`;
}

function changesText(changes: MailContent["changes"]): string {
  if (changes === undefined) return "There is no earlier report to compare with.";
  const { since, lines } = changes;
  if (lines.length === 0) return `No partner's tier or finding changed since the report of ${since}.`;
  const rest = lines.length - mostChanges;
  const shown = [...lines.slice(0, mostChanges), ...(rest > 0 ? [`and ${rest} more; see changes.csv`] : [])];
  return list(`What changed since the report of ${since}:`, shown);
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}
