/** A percentage of the config has at most 4 decimals. */
const parts = 10 ** 4;
const whole = 100n * BigInt(parts);

/**
 * Returns whether a part is more than a percentage of a total. Exact: a binary fraction never decides at the boundary.
 *
 * @param percent - with at most 4 decimals
 * @example
 * isMoreThanPercent(20, 20, 100) // => false
 */
export function isMoreThanPercent(part: number | bigint, percent: number, total: number | bigint): boolean {
  return BigInt(part) * whole > shareOf(total, percent);
}

/** Returns whether a part is less than a percentage of a total, as exactly. */
export function isLessThanPercent(part: number | bigint, percent: number, total: number | bigint): boolean {
  return BigInt(part) * whole < shareOf(total, percent);
}

/** Returns a percentage of a total, times `whole`. */
function shareOf(total: number | bigint, percent: number): bigint {
  return BigInt(Math.round(percent * parts)) * BigInt(total);
}
