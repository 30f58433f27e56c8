import { type Month, monthOf, parseDay } from "../domain/day.ts";
import type { ProblemText } from "../domain/input-error.ts";
import { parseRate, type Rate } from "../domain/rate.ts";
import { readSmallTable, refuseProblems, type SmallRow } from "./small-table.ts";

/** Dollars per unit of a currency, by month of use (S15). */
export interface ExchangeRates {
  readonly byCurrencyAndMonth: ReadonlyMap<string, Rate>;
}

const columns = { currency: ["CurrencyCode"], rate: ["USDPerUnit"], month: ["Month"] } as const;
type Row = SmallRow<keyof typeof columns>;

/**
 * Returns the rate of a currency in a month, in dollars per unit: multiply by it (S15).
 *
 * @param currency - ISO 4217 code, in any case
 * @returns `undefined` when there is none; never 1
 */
export function rateFor(rates: ExchangeRates, currency: string, month: Month): Rate | undefined {
  return rates.byCurrencyAndMonth.get(keyOf(currency, month));
}

/**
 * Reads `exchange-rates.csv`: `CurrencyCode,USDPerUnit,Month`, the month as `201707` (S15).
 *
 * @returns the rates; none when there is no such file
 * @throws InputError listing every unreadable currency, rate and month, and every month with two rates
 */
export async function readExchangeRates(path: string): Promise<ExchangeRates> {
  const { file, rows, problems } = await readSmallTable(path, columns);
  const seen = new Map<string, { readonly line: number; readonly text: string; readonly rate: Rate }>();
  for (const row of rows) {
    const [currency, month, rate] = [row.cells.currency, monthOfText(row.cells.month), parseRate(row.cells.rate)];
    const own = cellProblems(row, { month, rate });
    problems.push(...own.map((problem) => ({ file, line: row.line, ...problem })));
    if (month === undefined || rate === undefined || own.length > 0) continue;

    const first = seen.get(keyOf(currency, month));
    if (first === undefined) seen.set(keyOf(currency, month), { line: row.line, text: row.cells.rate, rate });
    else if (!isSame(first.rate, rate)) problems.push({ file, line: row.line, ...contradiction(row, first) });
  }
  refuseProblems(problems);
  return { byCurrencyAndMonth: new Map([...seen].map(([key, { rate }]) => [key, rate])) };
}

function keyOf(currency: string, month: Month): string {
  return `${currency.trim().toUpperCase()} ${month}`;
}

/** Reads `201707` as `2017-07`. */
function monthOfText(text: string): Month | undefined {
  if (!/^\d{6}$/.test(text)) return undefined;
  const day = parseDay(`${text.slice(0, 4)}-${text.slice(4)}`);
  return day === undefined ? undefined : monthOf(day);
}

function isSame(a: Rate, b: Rate): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

function cellProblems({ cells }: Row, read: { month: Month | undefined; rate: Rate | undefined }): ProblemText[] {
  const problems: ProblemText[] = [];
  if (!/^[a-z]{3}$/i.test(cells.currency)) problems.push(badCurrency(cells.currency));
  if (read.rate === undefined) problems.push(badRate(cells.rate));
  if (read.month === undefined) problems.push(badMonth(cells.month));
  return problems;
}

function badCurrency(text: string): ProblemText {
  return {
    code: "bad-currency",
    found: `the currency "${text}"`,
    expected: "a code of three letters, such as EUR",
    fix: "write the currency's ISO 4217 code",
  };
}

function badRate(text: string): ProblemText {
  return {
    code: "bad-rate",
    found: `the rate "${text}"`,
    expected: "the dollars that one unit is worth, greater than 0, such as 1.0853",
    fix: "write the rate with a decimal point and without other signs, or delete the row",
  };
}

function badMonth(text: string): ProblemText {
  return {
    code: "bad-month",
    found: `the month "${text}"`,
    expected: "a month such as 201707",
    fix: "write the month as YYYYMM",
  };
}

function contradiction({ cells }: Row, first: { readonly line: number; readonly text: string }): ProblemText {
  return {
    code: "contradicting-rows",
    found: `${cells.currency} ${cells.month} at ${cells.rate}, but on line ${first.line} at ${first.text}`,
    expected: "one rate for each currency and month",
    fix: "delete the one that is wrong",
  };
}
