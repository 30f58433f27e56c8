/** Exact amounts as ten-billionths (bigint); written anew here so that the expectations do not lean on the program. */

const places = 10;
const one = 10n ** BigInt(places);

/**
 * Reads a plain decimal, rounded half away from zero to 10 places.
 * @param {string} text e.g. `-12.5`
 */
export function exact(text) {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const kept = BigInt(whole) * one + BigInt(fraction.slice(0, places).padEnd(places, "0"));
  const rounded = Number(fraction[places] ?? "0") >= 5 ? kept + 1n : kept;
  return negative ? -rounded : rounded;
}

/** Writes an amount without needless zeros. @param {bigint} amount */
export function decimal(amount) {
  return fixed(amount).replace(/\.?0+$/, "");
}

/** Writes an amount with all 10 places. @param {bigint} amount */
export function fixed(amount) {
  const size = amount < 0n ? -amount : amount;
  const text = `${size / one}.${String(size % one).padStart(places, "0")}`;
  return amount < 0n ? `-${text}` : text;
}

/**
 * Divides half away from zero.
 * @param {bigint} numerator
 * @param {bigint} denominator above zero
 */
export function divide(numerator, denominator) {
  const size = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}

/**
 * US dollars of a foreign amount: amount × rate, rounded half away from zero to 10 places.
 * @param {bigint} amount
 * @param {string} rate US dollars per unit
 */
export function toUsd(amount, rate) {
  const [whole = "0", fraction = ""] = rate.split(".");
  return divide(amount * BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/**
 * Cuts a total into uneven parts of six decimals that grow a little and add up to it exactly; the last takes the rest.
 * @param {{ total: bigint, parts: number, random: import("./seeded.mjs").Seeded }} of
 * @returns {bigint[]}
 */
export function spread({ total, parts, random }) {
  const weights = Array.from({ length: parts }, (_, index) => BigInt(random.between(820, 1180) + index * 18));
  const sum = weights.reduce((left, right) => left + right, 0n);
  const cut = weights.map((weight) => ((total * weight) / sum / 10_000n) * 10_000n);
  const rest = total - cut.reduce((left, right) => left + right, 0n);
  return cut.map((part, index) => (index === parts - 1 ? part + rest : part));
}
