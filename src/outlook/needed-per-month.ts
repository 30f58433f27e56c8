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
  const known: Usd[] = [];
  for (const usd of begun) if (usd > 0n) known.push(usd);
  for (const usd of known) rest -= usd;
  if (rest <= 0n) return 0n;
  // A month that has begun counts with the rate or with what is known of it, whichever is more; one of which nothing is known
  // is like those to come. From the lowest rate up, the others are filled up like them one after the other.
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
