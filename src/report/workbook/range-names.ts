import type { Workbook } from "exceljs";

/** Names for cells, legal and each given once: Excel tells tables and ranges of one name no more apart than it should. */
export interface NameList {
  /** Makes a name from any text and keeps it from being given again. */
  claim(text: string): string;
  /** Names a range such as `'Rules'!$E$3`. */
  add(text: string, ref: string): void;
}

/** What the library keeps of a name. */
interface DefinedName {
  readonly name: string;
  readonly ranges: readonly string[];
}

/**
 * Starts the list of a workbook's names. The library keeps each cell of each named range in memory; it is given the
 * ranges as they are to be written instead.
 */
export function nameList(workbook: Workbook): NameList {
  const names: DefinedName[] = [];
  const taken = new Set<string>();
  Object.defineProperty(workbook.definedNames, "model", { get: () => names });
  const claim = (text: string): string => {
    const name = unusedName(legalName(text), taken);
    taken.add(name.toLowerCase());
    return name;
  };
  return { claim, add: (text, ref) => void names.push({ name: claim(text), ranges: [ref] }) };
}

const maxLength = 200;
/** Would be a cell (`A1`, `R1C1`) rather than a name. */
const looksLikeCell = /^(?:[a-z]{1,3}\d+|r\d*c?\d*|c\d*)$/i;

/** Letters, digits and underscores, a letter first; every other character becomes an underscore. */
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
