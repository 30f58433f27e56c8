import { cleanText } from "./clean-text.ts";

/** What Excel would read as a character, and not everywhere in the same way. */
const looksEscaped = /_(?=x[0-9a-f]{4}_)/gi;
/** Longest title of a table in Excel is 255; a number may come behind it. */
const maxLength = 240;

/**
 * Returns the titles of a table as Excel accepts them: none twice, whatever its case, on one line, and not too long. Only
 * titles that an input brings are ever changed.
 */
export function columnTitles(titles: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const line = title.replace(/\s+/g, " ").replace(looksEscaped, " ").slice(0, maxLength);
    let free = line;
    for (let number = 2; taken.has(keyOf(free)); number += 1) free = `${line} (${number})`;
    taken.add(keyOf(free));
    return free;
  });
}

function keyOf(title: string): string {
  return cleanText(title).toLowerCase();
}
