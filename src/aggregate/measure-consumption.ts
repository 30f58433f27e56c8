import type { DuckDBConnection } from "@duckdb/node-api";
import type { Association, AssociationKind } from "../domain/association.ts";
import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import { compareCodePoints } from "../domain/text.ts";
import { creditedQuery } from "./credit-rows.ts";
import { type CreditedSum, type CreditedText, creditedTexts, sumsOfTexts } from "./credited-sums.ts";
import { coveredMonths, type FileMonthTotal, fileMonthTotals, replacements } from "./file-months.ts";
import { type FileTally, fileTallies } from "./file-tallies.ts";
import { billedResellersQuery, judgedQuery, judgeRows } from "./judge-rows.ts";
import { knownTexts } from "./known-months.ts";
import { type FileEntry, loadLookups } from "./lookup-tables.ts";
import { type PartnerMonth, type PartnerMonthFile, partnerMonths } from "./partner-months.ts";
import {
  type GroupOverlap,
  hasRowsAfter,
  type NewestDays,
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
  readonly newest: NewestDays;
  /** What counts after the window, up to the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  /** What counts inside the window and after it when other kinds are accepted: one answer for each of `acceptedAhead`. */
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
}

/**
 * What the database says of the partials: all that measuring needs of it. Plain enough to be kept as JSON and measured by again.
 */
export interface Answers {
  /** What is credited inside the window. */
  readonly credited: readonly CreditedText[];
  /** Every partner id that a row names, also of rows that do not count. */
  readonly partnersOfRows: readonly string[];
  readonly profiles: readonly ProfileText[];
  readonly overlaps: readonly GroupOverlap[];
  readonly newest: NewestDays;
  /** What counts after the window, up to the as-of day. */
  readonly afterWindow: readonly CreditedText[];
  /** What counts when other kinds are accepted. */
  readonly otherwiseAccepted: readonly Ahead[];
}

interface Ahead {
  readonly accepted: OtherwiseAccepted["accepted"];
  readonly credited: readonly CreditedText[];
}

/** What was measured, and the answers it was measured from. */
export interface Measured {
  readonly measured: MeasuredConsumption;
  readonly answers: Answers;
}

/**
 * Turns the partials into the measured consumption of each partner (S5–S9, S13, S14).
 *
 * @param connect - a new connection to the database that holds the partials
 */
export async function measureConsumption(
  connect: () => Promise<DuckDBConnection>,
  measuring: Measuring,
): Promise<Measured> {
  const [connection, beside] = await Promise.all([connect(), connect()]);
  try {
    await loadLookups(connection, measuring);
    // What is asked beside takes none of the time of what takes longest.
    const [credited, ofRows] = await bothEnded(
      creditedTexts(connection, judgedAndCredited(measuring.retroactive), measuring.onBusy),
      askOfRows(beside),
    );
    const sums = sumsOfTexts(credited);
    const ahead = await askAhead(connection, measuring, coveredMonths(sums).at(-1));
    const answers = { credited, ...ofRows, ...ahead };
    return { answers, measured: measuredFrom(answers, sums) };
  } finally {
    connection.closeSync();
    beside.closeSync();
  }
}

/** Measures by answers that the database gave: the same as it measured then. */
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

/** Both are waited for even if one fails: the connections must not be closed under either. */
async function bothEnded<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function askOfRows(
  connection: DuckDBConnection,
): Promise<Pick<Answers, "partnersOfRows" | "profiles" | "overlaps" | "newest">> {
  return {
    partnersOfRows: await partnersOfRows(connection),
    profiles: await profileTexts(connection),
    overlaps: await overlaps(connection),
    newest: await newestDays(connection),
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
async function askAhead(
  connection: DuckDBConnection,
  { accepted, acceptedAhead = [], retroactive }: Measuring,
  newest: Month | undefined,
): Promise<Pick<Answers, "afterWindow" | "otherwiseAccepted">> {
  const after = await hasRowsAfter(connection, newest);
  if (!after && acceptedAhead.length === 0) return { afterWindow: [], otherwiseAccepted: [] };
  await judgeRows(connection);
  const afterWindow = after ? await knownTexts(connection, { accepted, afterWindow: true }, retroactive) : [];
  const otherwiseAccepted: Ahead[] = [];
  for (const kinds of acceptedAhead) {
    const credited = await knownTexts(connection, { accepted: kinds, afterWindow: false }, retroactive);
    otherwiseAccepted.push({ accepted: kinds, credited });
  }
  return { afterWindow, otherwiseAccepted };
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
