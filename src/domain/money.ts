/** An exact amount of US dollars in ten-billionths: 15,000 dollars is `150_000_000_000_000n` (S3). */
export type Usd = bigint;

/** Decimal places of an amount. */
const places = 10;
/** Most digits allowed before the decimal point, not counting leading zeros. */
const maxIntegerDigits = 15;
const decimalsBelowCent = places - 2;
const unitsPerCent = 10n ** BigInt(decimalsBelowCent);
const tooMuch = 10n ** BigInt(maxIntegerDigits + places);
const halfCent = unitsPerCent / 2n;

const amountInParentheses = /^(?:\$\s*)?\(\s*(.*?)\s*\)$/;
const signsAndNumber = /^([+-]?)(?:\$\s*)?([+-]?)(\S*)$/;
const plainNumber = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const groupedNumber = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
const exactLiteral = /^-?\d+(?:\.\d{1,10})?$/;

/**
 * Reads an exact literal, as written in rules and tests.
 *
 * @param text - e.g. `15000`, `-14999.99`: at most 10 decimal places
 * @throws RangeError for any other text: a mistake in the literal
 */
export function usd(text: string): Usd {
  const amount = exactLiteral.test(text) ? parseAmount(text) : undefined;
  if (amount === undefined) throw new RangeError(`Not an exact amount of at most 10 decimal places: ${text}`);
  return amount;
}

/**
 * Reads an amount from an export, rounded half away from zero to 10 places (S3).
 *
 * @param text - e.g. `1234.5`, `8.8E-05`, `1,234.50`, `(12.50)`, `-$5`; surrounding spaces and a byte order mark are
 *   ignored
 * @param decimal - the source's decimal separator; the other of the two may only separate groups of three
 * @returns `undefined` for anything else (empty, `NULL`, `1_000`, `1,5`) and for more than 15 digits before the point
 *
 * @example
 * parseAmount("(1,234.50)") // => usd("-1234.5")
 */
export function parseAmount(text: string, decimal: "." | "," = "."): Usd | undefined {
  const unsigned = splitSign(text.trim());
  if (unsigned === undefined) return undefined;
  const number = decimal === "." ? unsigned.number : swapPointAndComma(unsigned.number);
  const magnitude = parseMagnitude(groupedNumber.test(number) ? number.replaceAll(",", "") : number);
  return magnitude !== undefined && unsigned.negative ? -magnitude : magnitude;
}

function splitSign(text: string): { readonly negative: boolean; readonly number: string } | undefined {
  const inParentheses = amountInParentheses.exec(text)?.[1];
  const [, before = "", after = "", number] = signsAndNumber.exec(inParentheses ?? text) ?? [];
  const sign = before + after;
  if (number === undefined || sign.length > (inParentheses === undefined ? 1 : 0)) return undefined;
  return { negative: inParentheses !== undefined || sign === "-", number };
}

function swapPointAndComma(number: string): string {
  return number.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
}

/** Converts digits with a point and exponent, but no sign or groups, to ten-billionths, rounded half up. */
function parseMagnitude(number: string): Usd | undefined {
  const decimal = splitDecimal(number);
  if (decimal === undefined) return undefined;
  const { digits, point } = decimal;
  if (digits === "") return 0n;
  if (point > maxIntegerDigits) return undefined;

  const kept = point + places;
  if (kept < 0) return 0n;
  const units = BigInt(digits.slice(0, kept).padEnd(kept, "0"));
  return (digits[kept] ?? "0") >= "5" ? units + 1n : units;
}

/**
 * Splits a number into digits and exponent: `0.<digits>` × 10^`point`. `digits` has no leading zeros, none for zero.
 */
export function splitDecimal(number: string): { readonly digits: string; readonly point: number } | undefined {
  const [matched, integer = "", fraction = "", exponent = "0"] = plainNumber.exec(number) ?? [];
  if (matched === undefined || integer + fraction === "") return undefined;
  const all = integer + fraction;
  const digits = all.replace(/^0+/, "");
  return { digits, point: integer.length - (all.length - digits.length) + Number(exponent) };
}

/**
 * Divides and rounds half away from zero, for any signs.
 *
 * @throws RangeError when `denominator` is zero: a bug in the caller
 */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [absolute(numerator), absolute(denominator)];
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}

/** Converts to cents, rounded half away from zero. */
export function roundToCents(amount: Usd): bigint {
  return divideHalfAway(amount, unitsPerCent);
}

/** Converts to cents, rounded up so that a positive gap never becomes 0 (S3). */
export function ceilToCents(amount: Usd): bigint {
  const cents = amount / unitsPerCent;
  return amount > 0n && amount % unitsPerCent !== 0n ? cents + 1n : cents;
}

/** Prints all 10 places, e.g. `14999.9900000000`, so that printed amounts add up exactly. */
export function formatExact(amount: Usd): string {
  const digits = absolute(amount).toString();
  return `${amount < 0n ? "-" : ""}${withPoint(digits, places)}`;
}

/** Prints two places, rounded half away from zero, e.g. `-12.50`; never `-0.00`. */
export function formatCents(amount: Usd): string {
  return printCents(wholeCents(absolute(amount) + halfCent), amount < 0n);
}

/** Prints two places, rounded up, e.g. `0.01` for a gap of a tenth of a cent. */
export function formatGapCents(amount: Usd): string {
  return amount < 0n
    ? printCents(wholeCents(-amount), true)
    : printCents(wholeCents(amount + unitsPerCent - 1n), false);
}

/** Returns the digits of a non-negative amount's whole cents, empty below one. Slicing text beats dividing bigints. */
function wholeCents(amount: Usd): string {
  return amount.toString().slice(0, -decimalsBelowCent);
}

function printCents(cents: string, negative: boolean): string {
  return `${negative && cents !== "" ? "-" : ""}${withPoint(cents, 2)}`;
}

/** Inserts the decimal point before the last `decimals` digits, padding with zeros if there are too few. */
function withPoint(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, "0");
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/**
 * Separates thousands with commas: `1240.55` becomes `1,240.55`.
 *
 * @param decimal - digits, with or without a point and a sign
 */
export function withThousands(decimal: string): string {
  const point = decimal.indexOf(".");
  let end = point < 0 ? decimal.length : point;
  let grouped = decimal.slice(end);
  const first = decimal.startsWith("-") ? 1 : 0;
  for (; end - first > 3; end -= 3) grouped = `,${decimal.slice(end - 3, end)}${grouped}`;
  return decimal.slice(0, end) + grouped;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Returns whether an amount has no more digits before the point than allowed (S3). */
export function isAmount(amount: Usd): boolean {
  return absolute(amount) < tooMuch;
}
