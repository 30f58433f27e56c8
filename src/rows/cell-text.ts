/** A cell as a sheet has it. */
export interface RawCell {
  /** `s` shared text, `str` and `inlineStr` text, `b` boolean, `e` error, `d` ISO date; `n` or none a number. */
  readonly type: string | undefined;
  /** Whether its style shows a number as a date. */
  readonly isDate: boolean;
  readonly value: string;
}

/** How a workbook counts days, and its shared texts. */
export interface CellReading {
  /** Whether day 0 is 1904-01-01, as on old Macintoshes, and not 1899-12-31. */
  readonly from1904: boolean;
  readonly sharedText: (index: number) => string | undefined;
}

/**
 * Returns the text of a cell as a person would write it into a CSV file (S14).
 *
 * @returns `undefined` for a cell that the workbook does not have: it is damaged
 */
export function cellText({ type, isDate, value }: RawCell, reading: CellReading): string | undefined {
  if (type === "s") return /^\d+$/.test(value) ? reading.sharedText(Number(value)) : undefined;
  if (type === "str" || type === "inlineStr") return unescaped(value);
  if (type === "e") return value;
  if (type === "d") return value.replace(/T00:00(:00(\.0+)?)?Z?$/, "");
  if (value.trim() === "") return "";
  if (type === "b") return Number(value) === 0 || value === "false" ? "FALSE" : "TRUE";
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return (isDate ? dateText(number, reading.from1904) : undefined) ?? decimalText(number);
}

/** Replaces `_x000D_` by the character it stands for, which XML could not hold. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * Returns the shortest decimal text that stands for a number, without an exponent.
 *
 * @example
 * decimalText(1e-7) // => "0.0000001"
 */
export function decimalText(number: number): string {
  const text = String(number);
  if (!text.includes("e")) return text;
  const [mantissa = "", exponent = ""] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  const point = Number(exponent) + 1;
  return point > 0 ? sign + digits.padEnd(point, "0") : `${sign}0.${"0".repeat(-point)}${digits}`;
}

const dayMs = 86_400_000;
/** Days from each system's day 0 to 1970-01-01. */
const [days1900, days1904] = [25_569, 24_107];
/** Days from 1970-01-01 to the end of the year 9999. */
const endOfDays = 2_932_897;

/**
 * Returns a serial number as a day, with the time where it is not midnight; `undefined` where it is no day.
 *
 * @param from1904 - whether the workbook counts from 1904
 */
function dateText(serial: number, from1904: boolean): string | undefined {
  // Excel has a 29 February 1900, which was none: it counts as if that year had been a leap year.
  const days = serial - (from1904 ? days1904 : serial < 60 ? days1900 - 1 : days1900);
  const isDay = from1904 ? serial >= 0 : serial >= 1 && Math.floor(serial) !== 60;
  if (!isDay || days >= endOfDays) return undefined;
  const [day = "", time = ""] = new Date(Math.round(days * dayMs)).toISOString().slice(0, -1).split("T");
  return time === "00:00:00.000" ? day : `${day}T${time.replace(/\.000$/, "")}`;
}
