import type { Usd } from "../domain/money.ts";

/** What is inside a window to come, before anything enters. */
export interface WindowAhead {
  /** Counted in months that nothing enters any more. */
  readonly fixed: Usd;
  /** For each month that something enters: what is known of it already, 0 where it has not begun. */
  readonly open: readonly Usd[];
}

/**
 * The smallest rate, in dollars a month and from 0 on, with which a window to come reaches a threshold when every open month
 * is filled up to the rate. In whole ten-billionths, so that one less is not enough.
 *
 * @returns `undefined` when nothing enters that window any more and it is below
 */
export function neededPerMonth({ fixed, open }: WindowAhead, threshold: Usd): Usd | undefined {
  const known = open.map((usd) => (usd > 0n ? usd : 0n)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  // A month counts with the rate or with what is known of it, whichever is more: from the lowest rate up, one month after
  // the other is filled up.
  let rest = threshold - fixed - known.reduce((sum, usd) => sum + usd, 0n);
  if (rest <= 0n) return 0n;
  for (const [index, usd] of known.entries()) {
    rest += usd;
    const next = known[index + 1];
    if (next === usd) continue;
    const filled = BigInt(index + 1);
    const rate = (rest + filled - 1n) / filled;
    if (next === undefined || rate <= next) return rate;
  }
  return undefined;
}
