import { withThousands } from "./money.ts";

/**
 * Compares two texts by code point, the order of all sorted output of this program. JavaScript's `<` compares UTF-16
 * units, which puts U+1F600 before U+FB00.
 *
 * @returns negative, zero or positive, as `Array.prototype.sort` expects
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Ranks surrogates, which represent code points above U+FFFF, above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Lists at most ten texts, and says how many more there are. */
export function firstTen(items: readonly string[]): string {
  const shown = items.slice(0, 10).join(", ");
  return items.length > 10 ? `${shown} and ${items.length - 10} more` : shown;
}

/** Prints a count with its noun: `1 row`, `1,200 rows`. */
export function plural(count: number, one: string, many: string): string {
  return `${withThousands(String(count))} ${count === 1 ? one : many}`;
}

/**
 * Escapes control characters of text from outside, such as a file name, before it is printed: a terminal would obey them.
 *
 * @example
 * printable("a\u001b[2Jb") // => "a\\x1b[2Jb"
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** Prints a size with at most one decimal: `512 B`, `1.5 GiB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${byteUnits[power]}`;
}
