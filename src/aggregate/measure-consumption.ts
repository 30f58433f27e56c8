import type { DuckDBConnection } from "@duckdb/node-api";
import type { Association, AssociationKind } from "../domain/association.ts";
import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import { compareCodePoints } from "../domain/text.ts";
import { creditedQuery } from "./credit-rows.ts";
import { creditedSums } from "./credited-sums.ts";
import { coveredMonths, type FileMonthTotal, fileMonthTotals, replacements } from "./file-months.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { billedResellersQuery, judgedQuery, judgeRows } from "./judge-rows.ts";
import { knownMonths } from "./known-months.ts";
import { type FileEntry, loadLookups } from "./lookup-tables.ts";
import { type PartnerMonth, type PartnerMonthFile, partnerMonths } from "./partner-months.ts";
import {
  type GroupOverlap,
  hasRowsAfter,
  newestDays,
  overlaps,
  partnersOfRows,
  profileTexts,
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
  const sums = await creditedSums(connection, judgedAndCredited(measuring.retroactive), measuring.onBusy);
  const { months, files: monthFiles } = partnerMonths(sums);
  const credited = sums.map(({ partnerId }) => partnerId).filter((partnerId) => partnerId !== "");
  const monthsCovered = coveredMonths(sums);
  return {
    partners: partnersOf(months),
    partnersSeen: [...new Set([...credited, ...(await partnersOfRows(connection))])],
    monthFiles,
    fileMonths: fileMonthTotals(sums),
    tallies: fileTallies(sums),
    monthsCovered,
    profiles: await profileTexts(connection),
    replacements: replacements(sums),
    overlaps: await overlaps(connection),
    newest: await newestDays(connection),
    ...(await measureAhead(connection, measuring, monthsCovered.at(-1))),
  };
}

/** All in one query: what lies between is never put into a table, which takes longer than all the rules together. */
function judgedAndCredited(retroactive: boolean): string {
  return `
    WITH judged AS MATERIALIZED (${judgedQuery}),
      billed_resellers AS MATERIALIZED (${billedResellersQuery})
    SELECT * FROM (${creditedQuery(retroactive)})`;
}

/** What will count on days to come is asked only where there is anything to ask about. */
async function measureAhead(
  connection: DuckDBConnection,
  { accepted, acceptedAhead = [], retroactive }: Measuring,
  newest: Month | undefined,
): Promise<Pick<MeasuredConsumption, "afterWindow" | "otherwiseAccepted">> {
  const after = await hasRowsAfter(connection, newest);
  if (!after && acceptedAhead.length === 0) return { afterWindow: [], otherwiseAccepted: [] };
  await judgeRows(connection);
  const afterWindow = after ? await knownMonths(connection, { accepted, afterWindow: true }, retroactive) : [];
  const otherwiseAccepted: OtherwiseAccepted[] = [];
  for (const kinds of acceptedAhead) {
    const months = await knownMonths(connection, { accepted: kinds, afterWindow: false }, retroactive);
    otherwiseAccepted.push({ accepted: kinds, months });
  }
  return { afterWindow, otherwiseAccepted };
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
