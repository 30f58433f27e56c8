import { element, printElement } from "./charts/xml.ts";

/** A range and its name. */
export interface NamedRange {
  readonly name: string;
  /** With its sheet: `'Rules'!$E$3`. */
  readonly ref: string;
}

/** Legal, unique names of a workbook's tables and ranges, which share one set of names in Excel. */
export interface NameList {
  /** Ranges named so far. */
  readonly ranges: readonly NamedRange[];
  /** Makes an unused name from any text and reserves it. */
  claim(text: string): string;
  /** Names a range. */
  add(text: string, ref: string): void;
}

/** Starts the list of a workbook's names. */
export function nameList(): NameList {
  const ranges: NamedRange[] = [];
  const taken = new Set<string>();
  const claim = (text: string): string => {
    const name = unusedName(legalName(text), taken);
    taken.add(name.toLowerCase());
    return name;
  };
  return { ranges, claim, add: (text, ref) => void ranges.push({ name: claim(text), ref }) };
}

/** Adds names to `xl/workbook.xml`, before those already there. Requires at least one. */
export function withNames(workbookXml: string, ranges: readonly NamedRange[]): string {
  const names = ranges.map(({ name, ref }) => printElement(element("definedName", { name }, ref))).join("");
  if (workbookXml.includes("<definedNames>")) {
    return workbookXml.replace("<definedNames>", () => `<definedNames>${names}`);
  }
  return workbookXml.replace("</sheets>", () => `</sheets><definedNames>${names}</definedNames>`);
}

const maxLength = 200;
/** Text that Excel would read as a cell (`A1`, `R1C1`). */
const looksLikeCell = /^(?:[a-z]{1,3}\d+|r\d*c?\d*|c\d*)$/i;

/**
 * Makes a text legal as a name: every run of characters other than letters, digits and underscores becomes an
 * underscore, and one is put in front where the text does not begin with a letter or looks like a cell.
 */
export function legalName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, "_").slice(0, maxLength);
  return /^[A-Za-z]/.test(name) && !looksLikeCell.test(name) ? name : `_${name}`;
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`.toLowerCase())) number += 1;
  return `${name}_${number}`;
}
