import { divideHalfAway, isAmount, splitDecimal, type Usd } from "./money.ts";

/** A positive exact fraction: an exchange rate as written in its source, never rounded (S15). */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Most digits of a rate, and most places by which its point may shift, so that no cell can produce an endless number.
 */
const maxRateDigits = 400;

/**
 * Reads an exchange rate exactly (S15).
 *
 * @param text - e.g. `1.0853`, `8.46E-1`; surrounding spaces are ignored
 * @returns `undefined` for anything that is not a positive number
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
 * Multiplies an amount by a rate in dollars per unit, as in `exchange-rates.csv`, rounded half away from zero to 10
 * places (S15).
 *
 * @returns `undefined` for more dollars than an amount may have: the rate cannot be right
 */
export function multiplyByRate(amount: Usd, rate: Rate): Usd | undefined {
  const product = divideHalfAway(amount * rate.numerator, rate.denominator);
  return isAmount(product) ? product : undefined;
}

/** Inverts a rate: from units per dollar, as in the rows of cost exports, to dollars per unit. */
export function inverseOf({ numerator, denominator }: Rate): Rate {
  return { numerator: denominator, denominator: numerator };
}
