import { withThousands } from "./money.ts";

/**
 * Orders two texts by code point, as every sorted output of this program is.
 * The `<` of JavaScript compares UTF-16 units, which puts U+1F600 before U+FB00.
 *
 * @returns negative, zero or positive, as `Array.prototype.sort` wants it
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

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** At most ten, and how many more there are. */
export function firstTen(items: readonly string[]): string {
  const shown = items.slice(0, 10).join(", ");
  return items.length > 10 ? `${shown} and ${items.length - 10} more` : shown;
}

/** A number of things: `1 row`, `1,200 rows`. */
export function plural(count: number, one: string, many: string): string {
  return `${withThousands(String(count))} ${count === 1 ? one : many}`;
}
