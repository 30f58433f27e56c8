const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const subscriptionPath = /^\/subscriptions\//i;
/** White space, byte order marks and zero-width characters at either end of a cell. */
const blanks = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/g;
/** What a spreadsheet's user writes so that the digits stay as they are: `="100001"`, or a leading quote. */
const armour = /^="(.*)"$/s;
/** Digits with nothing except zeros after a point, as a spreadsheet writes a number. */
const zeroDecimals = /^(\d+)\.0+$/;
/** A number in E-notation: a spreadsheet has dropped digits of the id. */
const rounded = /^\d+(?:[.,]\d+)?E[+-]\d+$/i;

/** What exports write where there is no id, in lower case. */
const usualPlaceholders = [
  "0",
  "-1",
  "-",
  "null",
  "none",
  "n/a",
  "#n/a",
  "na",
  "unknown",
  "undefined",
  "not available",
  "00000000-0000-0000-0000-000000000000",
];

/** Reads ids, and the other cells in which exports write a placeholder for "none" (S2). */
export interface IdReader {
  /**
   * Returns the one spelling by which ids are compared: bare, GUIDs in lower case; other ids keep their case.
   *
   * @returns an empty text for none; `undefined` for an id that has lost digits (`damaged-id`)
   *
   * @example
   * id("/subscriptions/6F9619FF-8B86-D011-B42D-00CF4FC964FF") // => "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
   * id('="100001"') // => "100001"
   * id("1.28E+06") // => undefined
   */
  id(cell: string): string | undefined;
  /** Returns a trimmed text such as an e-mail address; empty for a placeholder. */
  text(cell: string): string;
  /** Returns a trimmed country; empty for a placeholder. `NA` is Namibia. */
  country(cell: string): string;
}

/**
 * Creates a reader.
 *
 * @param further - placeholders besides the usual ones, from `placeholders` in job.yaml; any case
 */
export function idReader(further: readonly string[] = []): IdReader {
  const placeholders = new Set([...usualPlaceholders, ...further.map((each) => trimmed(each).toLowerCase())]);
  const unlessPlaceholder = (text: string) => (placeholders.has(text.toLowerCase()) ? "" : text);
  const text = (cell: string) => unlessPlaceholder(trimmed(cell));
  return {
    id: (cell) => {
      const bare = unarmoured(trimmed(cell)).replace(subscriptionPath, "");
      const digits = zeroDecimals.exec(bare)?.[1] ?? bare;
      if (rounded.test(digits)) return undefined;
      const id = unlessPlaceholder(digits);
      return guid.test(id) ? id.toLowerCase() : id;
    },
    text,
    country: (cell) => (/^na$/i.test(trimmed(cell)) ? trimmed(cell) : text(cell)),
  };
}

/** Removes white space, byte order marks and zero-width characters from both ends of a cell. */
export function trimmed(cell: string): string {
  return cell.replace(blanks, "");
}

function unarmoured(text: string): string {
  const inside = armour.exec(text)?.[1];
  if (inside !== undefined) return trimmed(inside);
  return text.startsWith("'") ? trimmed(text.slice(1)) : text;
}

/** Tells the operator how an id came to lose digits, and what to do. */
export const damagedIdHint = "a spreadsheet has rounded it: export the file again, and do not save it in a spreadsheet";
