import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { CreditedSum } from "./credited-sums.ts";

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
  /** Its months are those of the window in which the partner has at least one row, with 0 dollars where none counts. */
  readonly consumption: PartnerConsumption;
  /** One entry for each month and file with a row that counts. */
  readonly files: readonly PartnerMonthFile[];
}

/**
 * Adds up what is credited to one partner, by month and file.
 *
 * @param sums - of the partner, by month, as `sumsOf` has them; what a file or a day decides about is credited to nobody, and
 *   so not among them
 */
export function partnerMonths(partnerId: string, sums: readonly CreditedSum[]): PartnerMonths {
  const months = new Map<Month, bigint>();
  const countriesByMonth = new Map<Month, readonly string[]>();
  const files: FileSum[] = [];
  let total = 0n;
  let inMonth = 0;
  for (const { month, file, bucket, customerCountry, rows, usd } of sums) {
    if (!months.has(month)) {
      months.set(month, 0n);
      countriesByMonth.set(month, none);
      inMonth = files.length;
    }
    if (bucket !== "counted") continue;
    total += usd;
    months.set(month, (months.get(month) ?? 0n) + usd);
    countriesByMonth.set(month, withCountry(countriesByMonth.get(month) ?? none, customerCountry));
    addToFile(files, inMonth, { partnerId, month, file, rows, usd });
  }
  const customerCountries = countriesOf(countriesByMonth);
  return {
    consumption: { partnerId, months, total, monthsSeen: months.size, customerCountries, countriesByMonth },
    files,
  };
}

/** What grows with each sum. */
type FileSum = { -readonly [Key in keyof PartnerMonthFile]: PartnerMonthFile[Key] };

/** A file has several sums in a month where its customers' countries are told apart. */
function addToFile(files: FileSum[], from: number, added: FileSum): void {
  for (let at = from; at < files.length; at += 1) {
    const known = files[at];
    if (known?.file !== added.file) continue;
    known.rows += added.rows;
    known.usd += added.usd;
    return;
  }
  files.push(added);
}

// Most months say the same: one list is enough for all of them.
const none: readonly string[] = [];
const unnamed: readonly string[] = [""];

function withCountry(countries: readonly string[], country: string): readonly string[] {
  if (countries.includes(country)) return countries;
  if (countries.length === 0 && country === "") return unnamed;
  return [...countries, country].sort(compareCodePoints);
}

/** Most partners' months all have the same countries, or none. */
function countriesOf(byMonth: ReadonlyMap<Month, readonly string[]>): readonly string[] {
  const lists = new Set(byMonth.values());
  if (lists.size > 1) return [...new Set([...lists].flat())].sort(compareCodePoints);
  return lists.values().next().value ?? none;
}
