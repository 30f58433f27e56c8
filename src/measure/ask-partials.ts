import type { DuckDBConnection } from "@duckdb/node-api";
import type { Association, AssociationKind } from "../domain/association.ts";
import type { ProfileText } from "../domain/consumption.ts";
import type { OtherwiseAccepted } from "../domain/outlook.ts";
import { creditedQuery } from "./credit-rows.ts";
import { type Credited, type CreditedText, creditedSums, sumsOf } from "./credited-sums.ts";
import { coveredMonths } from "./file-months.ts";
import { billedResellersQuery, judgedQuery, judgeRows } from "./judge-rows.ts";
import { knownTexts } from "./known-months.ts";
import { type FileEntry, loadLookups } from "./lookup-tables.ts";
import {
  type GroupOverlap,
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

/**
 * What the database says of the partials: all that measuring needs of it. Plain enough to be kept as JSON and measured by again.
 */
export interface Answers {
  /** What is credited inside the window. */
  readonly credited: Credited;
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

/**
 * Puts all questions to the database.
 *
 * @param connect - a new connection to the database that holds the partials
 */
export async function askPartials(connect: () => Promise<DuckDBConnection>, measuring: Measuring): Promise<Answers> {
  const [connection, beside] = await Promise.all([connect(), connect()]);
  try {
    await loadLookups(connection, measuring);
    // What is asked beside takes none of the time of what takes longest.
    const [credited, ofRows] = await bothEnded(
      creditedSums(connection, judgedAndCredited(measuring.retroactive), measuring.onBusy),
      askOfRows(beside, measuring.files),
    );
    const newestInside = coveredMonths(sumsOf(credited.files)).at(-1) ?? "";
    const { outside } = ofRows.newest;
    const hasRowsAfter = outside !== undefined && outside >= newestInside;
    return { credited, ...ofRows, ...(await askAhead(connection, measuring, hasRowsAfter)) };
  } finally {
    connection.closeSync();
    beside.closeSync();
  }
}

/** Both are waited for even if one fails: the connections must not be closed under either. */
async function bothEnded<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function askOfRows(
  connection: DuckDBConnection,
  files: readonly FileEntry[],
): Promise<Pick<Answers, "partnersOfRows" | "profiles" | "overlaps" | "newest">> {
  return {
    partnersOfRows: await partnersOfRows(connection),
    profiles: await profileTexts(connection),
    overlaps: files.some(({ supersede }) => supersede === "none") ? await overlaps(connection) : [],
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
  after: boolean,
): Promise<Pick<Answers, "afterWindow" | "otherwiseAccepted">> {
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
