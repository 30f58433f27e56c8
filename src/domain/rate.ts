import { divideHalfAway, isAmount, splitDecimal, type Usd } from "./money.ts";

/** A positive exact fraction: an exchange rate as its source wrote it, never rounded (S15). */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Digits, and places by which its point may move, that a rate may have: no cell can ask for an endless number. */
const maxRateDigits = 400;

/**
 * Reads an exchange rate exactly (S15).
 *
 * @param text - e.g. `1.0853`, `8.46E-1`; spaces around are ignored
 * @returns `undefined` for what is no number, for zero and for negative ones
 */
export function parseRate(text: string): Rate | undefined {
  const decimal = splitDecimal(text.trim());
  if (decimal === undefined || decimal.digits === "") return undefined;
  const { digits, point } = decimal;
  const shift = point - digits.length;
  if (digits.length > maxRateDigits || Math.abs(shift) > maxRateDigits) return undefined;
  const scale = 10n ** BigInt(Math.abs(shift));
  return shift < 0
    ? { numerator: BigInt(digits), denominator: scale }
    : { numerator: BigInt(digits) * scale, denominator: 1n };
}

/**
 * Amount × rate, rounded half away from zero to 10 places: dollars per unit, as `exchange-rates.csv` has them (S15).
 *
 * @returns `undefined` for more dollars than an amount may have: what makes them of an amount is no rate
 */
export function multiplyByRate(amount: Usd, rate: Rate): Usd | undefined {
  const product = divideHalfAway(amount * rate.numerator, rate.denominator);
  return isAmount(product) ? product : undefined;
}

/** The other way round: units per dollar, as the rows of cost exports have them, for dollars per unit. */
export function inverseOf({ numerator, denominator }: Rate): Rate {
  return { numerator: denominator, denominator: numerator };
}
