import type { AssociationKind } from "../domain/association.ts";

/** Prints a list of months as ranges: `2016-08 to 2016-10, 2017-01`. */
export function monthsInWords(months: readonly string[]): string {
  const ranges: [string, string][] = [];
  for (const month of months) {
    const last = ranges.at(-1);
    if (last !== undefined && numberOf(month) === numberOf(last[1]) + 1) last[1] = month;
    else ranges.push([month, month]);
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(", ");
}

function numberOf(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return year * 12 + number;
}

export function indented(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(spaces) + line));
}

/** Pads texts to one width, aligned on the right. */
export function right(cells: readonly string[]): string[] {
  const width = Math.max(0, ...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padStart(width));
}

/** The programme's names for the kinds of association. */
export const kindNames: Readonly<Record<AssociationKind, string>> = {
  dpor: "Digital Partner of Record",
  tpor: "Transacting Partner of Record",
  "csp-tier-1": "CSP Tier 1",
  "csp-tier-2": "CSP Tier 2",
  pal: "Partner Admin Link",
  cpor: "Claiming Partner of Record",
  "end-customer": "Partner as End-Customer",
};
