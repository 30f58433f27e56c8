import type { DuckDBConnection } from "@duckdb/node-api";
import type { Association, AssociationKind } from "../domain/association.ts";
import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import { compareCodePoints } from "../domain/text.ts";
import { creditRows } from "./credit-rows.ts";
import { type FileMonthTotal, fileMonthTotals } from "./file-months.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { judgeRows } from "./judge-rows.ts";
import { knownMonths } from "./known-months.ts";
import { type FileEntry, loadLookups } from "./lookup-tables.ts";
import { type PartnerMonth, type PartnerMonthFile, partnerMonths } from "./partner-months.ts";
import {
  coveredMonths,
  type GroupOverlap,
  newestDays,
  overlaps,
  partnersSeen,
  profileTexts,
  replacements,
} from "./small-answers.ts";

/** What the aggregation goes by, besides the partials. */
export interface Measuring {
  readonly files: readonly FileEntry[];
  readonly associations: readonly Association[];
  readonly accepted: readonly AssociationKind[];
  readonly retroactive: boolean;
  /** Kinds that revisions to come accept, where they are others: what would count then is asked, too. */
  readonly acceptedAhead?: readonly (readonly AssociationKind[])[];
  /** Told once the database is at work. */
  readonly onBusy?: () => void;
}

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
  readonly newest: { readonly any?: Day; readonly daily?: Day };
  /** What counts after the window, up to the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  /** What counts inside the window and after it when other kinds are accepted: one answer for each of `acceptedAhead`. */
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
}

/**
 * Turns the partials into the measured consumption of each partner (S5–S9, S13, S14).
 *
 * @param connection - of the database that holds the partials
 */
export async function measureConsumption(
  connection: DuckDBConnection,
  measuring: Measuring,
): Promise<MeasuredConsumption> {
  await loadLookups(connection, measuring);
  const judging = judgeRows(connection);
  measuring.onBusy?.();
  await judging;
  await creditRows(connection, measuring.retroactive);
  const { months, files: monthFiles } = await partnerMonths(connection);
  return {
    partners: partnersOf(months),
    partnersSeen: await partnersSeen(connection),
    monthFiles,
    fileMonths: await fileMonthTotals(connection),
    tallies: await fileTallies(connection),
    monthsCovered: await coveredMonths(connection),
    profiles: await profileTexts(connection),
    replacements: await replacements(connection),
    overlaps: await overlaps(connection),
    newest: await newestDays(connection),
    afterWindow: await knownMonths(
      connection,
      { accepted: measuring.accepted, afterWindow: true },
      measuring.retroactive,
    ),
    otherwiseAccepted: await otherwiseAccepted(connection, measuring),
  };
}

async function otherwiseAccepted(
  connection: DuckDBConnection,
  { acceptedAhead = [], retroactive }: Measuring,
): Promise<OtherwiseAccepted[]> {
  const answers: OtherwiseAccepted[] = [];
  for (const accepted of acceptedAhead) {
    answers.push({ accepted, months: await knownMonths(connection, { accepted, afterWindow: false }, retroactive) });
  }
  return answers;
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
