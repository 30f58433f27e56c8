import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { Answers } from "./ask-partials.ts";
import { type CreditedSum, type CreditedText, sumsOfTexts } from "./credited-sums.ts";
import { coveredMonths, type FileMonthTotal, fileMonthTotals, replacements } from "./file-months.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { type PartnerMonth, type PartnerMonthFile, partnerMonths } from "./partner-months.ts";
import type { GroupOverlap, NewestDays } from "./small-answers.ts";

/** The measured consumption of all partners, and where every row went. */
export interface MeasuredConsumption {
  /** By partner id; partners without any row in the window are absent. */
  readonly partners: ReadonlyMap<string, PartnerConsumption>;
  /** Every partner id that a row names. */
  readonly partnersSeen: readonly string[];
  /** What each file adds to each partner's months. */
  readonly monthFiles: readonly PartnerMonthFile[];
  /** What each file has in each month, whoever it is credited to. */
  readonly fileMonths: readonly FileMonthTotal[];
  readonly tallies: readonly FileTally[];
  readonly monthsCovered: readonly Month[];
  readonly profiles: readonly ProfileText[];
  /** For a file's number, the ages of the groups of files that replaced some of its rows. */
  readonly replacements: readonly { readonly file: number; readonly age: number }[];
  readonly overlaps: readonly GroupOverlap[];
  /** Newest day with consumption up to the as-of day: in any file, and in files with daily rows. */
  readonly newest: NewestDays;
  /** What counts after the window, up to the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  /** What counts inside the window and after it when other kinds are accepted: one answer for each of `acceptedAhead`. */
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
}

/**
 * Turns what the database says of the partials into the measured consumption of each partner (S5–S9, S13, S14).
 *
 * @param sums - of `answers.credited`, where they are at hand
 */
export function measuredFrom(
  answers: Answers,
  sums: readonly CreditedSum[] = sumsOfTexts(answers.credited),
): MeasuredConsumption {
  const { months, files: monthFiles } = partnerMonths(sums);
  const credited = sums.map(({ partnerId }) => partnerId).filter((partnerId) => partnerId !== "");
  const { profiles, overlaps, newest } = answers;
  return {
    partners: partnersOf(months),
    partnersSeen: [...new Set([...credited, ...answers.partnersOfRows])],
    monthFiles,
    fileMonths: fileMonthTotals(sums),
    tallies: fileTallies(sums),
    monthsCovered: coveredMonths(sums),
    profiles,
    replacements: replacements(sums),
    overlaps,
    newest,
    afterWindow: countedMonths(answers.afterWindow),
    otherwiseAccepted: answers.otherwiseAccepted.map(({ accepted, credited }) => ({
      accepted,
      months: countedMonths(credited),
    })),
  };
}

function countedMonths(credited: readonly CreditedText[]): readonly KnownMonth[] {
  return partnerMonths(sumsOfTexts(credited).filter(({ bucket }) => bucket === "counted")).months;
}

function partnersOf(months: readonly PartnerMonth[]): Map<string, PartnerConsumption> {
  const byPartner = new Map<string, PartnerMonth[]>();
  for (const entry of months) {
    const entries = byPartner.get(entry.partnerId);
    if (entries === undefined) byPartner.set(entry.partnerId, [entry]);
    else entries.push(entry);
  }
  return new Map([...byPartner].map(([partnerId, entries]) => [partnerId, partnerOf(partnerId, entries)]));
}

function partnerOf(partnerId: string, entries: readonly PartnerMonth[]): PartnerConsumption {
  return {
    partnerId,
    months: new Map(entries.map(({ month, usd }) => [month, usd])),
    total: entries.reduce((sum, { usd }) => sum + usd, 0n),
    monthsSeen: entries.length,
    customerCountries: countriesOf(entries),
    countriesByMonth: new Map(entries.map(({ month, customerCountries }) => [month, customerCountries])),
  };
}

/** Most partners' months all have the same countries, or none. */
function countriesOf(entries: readonly PartnerMonth[]): readonly string[] {
  const lists = new Set(entries.map(({ customerCountries }) => customerCountries));
  const [only = [], ...others] = lists;
  return others.length === 0 ? only : [...new Set([...lists].flat())].sort(compareCodePoints);
}
