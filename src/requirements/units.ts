import { dollars, exactDollars, gapDollars } from "../domain/dollars.ts";
import { formatExact } from "../domain/money.ts";
import type { Unit } from "../domain/requirement.ts";
import { plural } from "../domain/text.ts";

/** US dollars, exact to ten-billionths. */
export const usDollars: Unit = {
  id: "usd",
  cell: "usd",
  gapCell: "usd-gap",
  inWords: dollars,
  gapInWords: gapDollars,
  measuredInWords: (measured, thresholds) => {
    const looksReached = (threshold: bigint) => measured < threshold && dollars(measured) === dollars(threshold);
    return thresholds.some(looksReached) ? exactDollars(measured) : dollars(measured);
  },
  toJson: formatExact,
};

/**
 * Creates the unit of whole things that are counted.
 *
 * @example
 * countOf({ id: "people", one: "person", many: "people" }).inWords(2n) // => "2 people"
 */
export function countOf({ id, one, many }: { readonly id: string; readonly one: string; readonly many: string }): Unit {
  const inWords = (count: bigint) => plural(Number(count), one, many);
  return {
    id,
    cell: "count",
    gapCell: "count",
    inWords,
    gapInWords: inWords,
    measuredInWords: inWords,
    toJson: Number,
  };
}
