import type { Usd } from "../domain/money.ts";

/** The content of a future window, before anything is projected. */
export interface WindowAhead {
  /** Dollars in months that nothing is added to any more, and planned dollars. */
  readonly fixed: Usd;
  /** Known dollars of each open month that has begun. */
  readonly begun: readonly Usd[];
  /** Number of months in the window that have not begun. */
  readonly future: number;
}

/**
 * Returns the smallest rate, in dollars a month and at least 0, with which a future window reaches a threshold when
 * every open month is filled up to the rate. In whole ten-billionths, so that one less is not enough.
 *
 * @returns `undefined` when the window is below the threshold and nothing can be added to it any more
 */
export function neededPerMonth({ fixed, begun, future }: WindowAhead, threshold: Usd): Usd | undefined {
  let rest = threshold - fixed;
  const known: Usd[] = [];
  for (const usd of begun) if (usd > 0n) known.push(usd);
  for (const usd of known) rest -= usd;
  if (rest <= 0n) return 0n;
  // A month that has begun counts with the rate or its known dollars, whichever is more. One without known dollars is
  // treated like a future month. As the rate rises, it exceeds the known dollars of the others one after the other.
  let open = future + begun.length - known.length;
  if (known.length > 1) known.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (const next of known) {
    const rate = open === 0 ? undefined : dividedUp(rest, BigInt(open));
    if (rate !== undefined && rate <= next) return rate;
    rest += next;
    open += 1;
  }
  return open === 0 ? undefined : dividedUp(rest, BigInt(open));
}

function dividedUp(amount: Usd, by: bigint): Usd {
  return (amount + by - 1n) / by;
}
