import type { DuckDBConnection } from "@duckdb/node-api";
import type { Association, AssociationKind } from "../domain/association.ts";
import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { KnownMonth, KnownQuestion } from "../domain/outlook.ts";
import { creditRows } from "./credit-rows.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { judgeRows } from "./judge-rows.ts";
import { knownMonths } from "./known-months.ts";
import { type FileEntry, loadLookups } from "./lookup-tables.ts";
import { type PartnerMonthFile, partnerMonthFiles } from "./partner-month-files.ts";
import { partnerMonths } from "./partner-months.ts";
import {
  countedCountries,
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
  /** What the outlook wants to know; nothing by default. */
  readonly ahead?: readonly KnownQuestion[];
}

/** The measured consumption of all partners, and where every row went. */
export interface MeasuredConsumption {
  /** By partner id; partners without any row in the window are absent. */
  readonly partners: ReadonlyMap<string, PartnerConsumption>;
  /** Every partner id that a row names. */
  readonly partnersSeen: readonly string[];
  /** What each file adds to each partner's months. */
  readonly monthFiles: readonly PartnerMonthFile[];
  readonly tallies: readonly FileTally[];
  readonly monthsCovered: readonly Month[];
  readonly profiles: readonly ProfileText[];
  /** For a file's number, the ages of the groups of files that replaced some of its rows. */
  readonly replacements: readonly { readonly file: number; readonly age: number }[];
  readonly overlaps: readonly GroupOverlap[];
  /** Newest day with consumption up to the as-of day: in any file, and in files with daily rows. */
  readonly newest: { readonly any?: Day; readonly daily?: Day };
  /** The answers to the questions of the outlook, in their order. */
  readonly ahead: readonly (readonly KnownMonth[])[];
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
  await judgeRows(connection);
  await creditRows(connection, measuring.retroactive);
  return {
    partners: await partnersOf(connection),
    partnersSeen: await partnersSeen(connection),
    monthFiles: await partnerMonthFiles(connection),
    tallies: await fileTallies(connection),
    monthsCovered: await coveredMonths(connection),
    profiles: await profileTexts(connection),
    replacements: await replacements(connection),
    overlaps: await overlaps(connection),
    newest: await newestDays(connection),
    ahead: await answersAhead(connection, measuring),
  };
}

async function answersAhead(
  connection: DuckDBConnection,
  { ahead = [], retroactive }: Measuring,
): Promise<(readonly KnownMonth[])[]> {
  const answers: (readonly KnownMonth[])[] = [];
  for (const question of ahead) answers.push(await knownMonths(connection, question, retroactive));
  return answers;
}

async function partnersOf(connection: DuckDBConnection): Promise<Map<string, PartnerConsumption>> {
  const countries = await countedCountries(connection);
  const byPartner = new Map<string, Map<Month, bigint>>();
  for (const { partnerId, month, usd } of await partnerMonths(connection)) {
    const months = byPartner.get(partnerId) ?? new Map<Month, bigint>();
    byPartner.set(partnerId, months.set(month, usd));
  }
  const partners = [...byPartner].map(([partnerId, months]) => ({
    partnerId,
    months,
    total: [...months.values()].reduce((sum, usd) => sum + usd, 0n),
    monthsSeen: months.size,
    customerCountries: countries.get(partnerId) ?? [],
  }));
  return new Map(partners.map((partner) => [partner.partnerId, partner]));
}
