import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import type { Answers } from "./ask-partials.ts";
import { type CreditedText, sumsOf } from "./credited-sums.ts";
import { coveredMonths, type FileMonthTotal, fileMonthTotals, replacements } from "./file-months.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { type PartnerMonthFile, partnerMonths } from "./partner-months.ts";
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

/** Turns what the database says of the partials into the measured consumption of each partner (S5–S9, S13, S14). */
export function measuredFrom(answers: Answers): MeasuredConsumption {
  const { credited, profiles, overlaps, newest } = answers;
  const ofFiles = sumsOf(credited.files);
  return {
    ...partnersOf(credited.partners),
    partnersSeen: [...new Set([...credited.partners.map(([partnerId]) => partnerId), ...answers.partnersOfRows])],
    fileMonths: fileMonthTotals(ofFiles),
    tallies: fileTallies(ofFiles),
    monthsCovered: coveredMonths(ofFiles),
    profiles,
    replacements: replacements(ofFiles),
    overlaps,
    newest,
    afterWindow: knownMonths(answers.afterWindow),
    otherwiseAccepted: answers.otherwiseAccepted.map(({ accepted, credited }) => ({
      accepted,
      months: knownMonths(credited),
    })),
  };
}

function partnersOf(credited: readonly CreditedText[]): Pick<MeasuredConsumption, "partners" | "monthFiles"> {
  const partners = new Map<string, PartnerConsumption>();
  const monthFiles: PartnerMonthFile[] = [];
  for (const [partnerId, text] of credited) {
    const { consumption, files } = partnerMonths(partnerId, sumsOf(text));
    partners.set(partnerId, consumption);
    monthFiles.push(...files);
  }
  return { partners, monthFiles };
}

function knownMonths(credited: readonly CreditedText[]): readonly KnownMonth[] {
  return credited.flatMap(([partnerId, text]) => {
    const { months, countriesByMonth } = partnerMonths(partnerId, sumsOf(text)).consumption;
    return [...months].map(([month, usd]) => ({
      ...{ partnerId, month, usd },
      customerCountries: countriesByMonth.get(month) ?? [],
    }));
  });
}
