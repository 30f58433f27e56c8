import type { Month } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type CreditedSum, isOpen } from "./credited-sums.ts";

/** What one partner has in one month of the window. */
export interface PartnerMonth {
  readonly partnerId: string;
  readonly month: Month;
  /** Counted dollars; 0 where rows are there, but none counts. */
  readonly usd: bigint;
  /** Countries of the customers whose consumption counts (S8, `marketBasis: customer`); `""` where not known or not wanted. */
  readonly customerCountries: readonly string[];
}

/** What one file adds to one month of one partner. */
export interface PartnerMonthFile {
  readonly partnerId: string;
  readonly month: Month;
  /** The file's number. */
  readonly file: number;
  /** Counted rows, and their dollars. */
  readonly rows: number;
  readonly usd: bigint;
}

export interface PartnerMonths {
  /** One entry for each month of the window in which a partner has at least one row, counted or not. */
  readonly months: readonly PartnerMonth[];
  /** One entry for each partner, month of the window and file with a row that counts. */
  readonly files: readonly PartnerMonthFile[];
}

/**
 * Adds up what is credited to each partner, by month and file.
 *
 * @param sums - by partner and month, as `creditedSums` has them
 */
export function partnerMonths(sums: readonly CreditedSum[]): PartnerMonths {
  const months: MonthSum[] = [];
  const files: FileSum[] = [];
  let last: MonthSum | undefined;
  let inMonth = 0;
  for (const sum of sums) {
    const { partnerId, month, usd } = sum;
    if (partnerId === "" || !isOpen(sum)) continue;
    if (last?.month !== month || last.partnerId !== partnerId) {
      last = { partnerId, month, usd: 0n, customerCountries: none };
      months.push(last);
      inMonth = files.length;
    }
    if (sum.bucket !== "counted") continue;
    last.usd += usd;
    last.customerCountries = withCountry(last.customerCountries, sum.customerCountry);
    addToFile(files, inMonth, sum);
  }
  return { months, files };
}

/** What grows with each sum. */
type MonthSum = { -readonly [Key in keyof PartnerMonth]: PartnerMonth[Key] };
type FileSum = { -readonly [Key in keyof PartnerMonthFile]: PartnerMonthFile[Key] };

/** A file has several sums in a month where its customers' countries are told apart. */
function addToFile(files: FileSum[], from: number, { partnerId, month, file, rows, usd }: CreditedSum): void {
  for (let at = from; at < files.length; at += 1) {
    const known = files[at];
    if (known?.file !== file) continue;
    known.rows += rows;
    known.usd += usd;
    return;
  }
  files.push({ partnerId, month, file, rows, usd });
}

// Most months say the same: one list is enough for all of them.
const none: readonly string[] = [];
const unnamed: readonly string[] = [""];

function withCountry(countries: readonly string[], country: string): readonly string[] {
  if (countries.includes(country)) return countries;
  if (countries.length === 0 && country === "") return unnamed;
  return [...countries, country].sort(compareCodePoints);
}
