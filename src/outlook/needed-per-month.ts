import type { Usd } from "../domain/money.ts";

/** What is inside a window to come, before anything enters. */
export interface WindowAhead {
  /** Counted in months that nothing enters any more, and what is planned. */
  readonly fixed: Usd;
  /** What is known of each month that has begun and is filled up. */
  readonly begun: readonly Usd[];
  /** How many months of it have not begun. */
  readonly future: number;
}

/**
 * The smallest rate, in dollars a month and from 0 on, with which a window to come reaches a threshold when every open month
 * is filled up to the rate. In whole ten-billionths, so that one less is not enough.
 *
 * @returns `undefined` when nothing enters that window any more and it is below
 */
export function neededPerMonth({ fixed, begun, future }: WindowAhead, threshold: Usd): Usd | undefined {
  let rest = threshold - fixed;
  for (const usd of begun) if (usd > 0n) rest -= usd;
  if (rest <= 0n) return 0n;
  const known = begun.map((usd) => (usd > 0n ? usd : 0n)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  // A month that has begun counts with the rate or with what is known of it, whichever is more: from the lowest rate up, one
  // of them after the other is filled up like those to come.
  for (let filled = 0; filled <= known.length; filled += 1) {
    const next = known[filled];
    if (future + filled > 0) {
      const rate = dividedUp(rest, BigInt(future + filled));
      if (next === undefined || rate <= next) return rate;
    }
    rest += next ?? 0n;
  }
  return undefined;
}

function dividedUp(amount: Usd, by: bigint): Usd {
  return (amount + by - 1n) / by;
}
