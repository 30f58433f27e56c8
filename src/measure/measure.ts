import type { Association, AssociationKind } from "../domain/association.ts";
import type {
  ExportMonth,
  FileMonth,
  Overlap,
  PartnerConsumption,
  ProfileText,
  ReplacedByLess,
  SourceTally,
  Tally,
} from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { FurtherMeasured } from "../domain/further.ts";
import type { OpenSums } from "../domain/open-sums.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import type { AllRejects } from "../domain/rejected-share.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { Connection } from "../partials/duckdb/engine.ts";
import type { FilePartial } from "../partials/store.ts";
import { type FileEntry, fileEntries, type Groups, type ReplacedGroupDays } from "../sources/file-groups.ts";
import { bucketRows } from "./bucket-rows.ts";
import { creditRows } from "./credit-rows.ts";
import { creditedSums } from "./credited-sums.ts";
import { type Cuts, cutPartials } from "./cut-partials.ts";
import { coveredMonths, exportMonths, fileMonths } from "./file-months.ts";
import type { FurtherMeasure } from "./further-measure.ts";
import { measureFurther } from "./further-measures.ts";
import { knownMonths } from "./known-months.ts";
import { loadLookups } from "./lookups.ts";
import { type NewestDays, newestDays } from "./newest-days.ts";
import { openSums } from "./open-sums.ts";
import { overlaps } from "./overlaps.ts";
import { partnerMonths } from "./partner-months.ts";
import { partnersOfRows } from "./partners-of-rows.ts";
import { profileTexts } from "./profile-texts.ts";
import { rejectedShares } from "./rejected-shares.ts";
import { replacedByLess } from "./replaced-by-less.ts";
import { consumptionTallies, waivedTally } from "./source-tallies.ts";

/** Inputs and settings that partials are measured with. */
export interface Measuring extends Cuts {
  readonly groups: Groups;
  /** Days of export runs that newer runs replace. */
  readonly replacedDays: readonly ReplacedGroupDays[];
  /** Share of a unit that a newer file must still have, see `limits.replacedPercent`. */
  readonly replacedPercent: number;
  readonly associations: readonly Association[];
  readonly accepted: readonly AssociationKind[];
  readonly retroactive: boolean;
  /** Kinds that future revisions accept, where they differ: what would count then is measured, too. */
  readonly acceptedAhead: readonly (readonly AssociationKind[])[];
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
}

/** The measured consumption of all partners, and where every row went. */
export interface MeasuredConsumption {
  /** By partner id; partners without any row in the window are absent. */
  readonly partners: ReadonlyMap<string, PartnerConsumption>;
  /** Every partner id that a row names. */
  readonly partnersSeen: readonly string[];
  /** What each file adds to each partner's months. */
  readonly fileMonths: readonly FileMonth[];
  /** What each file has in each month, whichever partner it is credited to. */
  readonly exportMonths: readonly ExportMonth[];
  /** One tally for each file; each ties out (S13). */
  readonly tallies: readonly SourceTally[];
  /** The part of the bucket `unattributed` about which nothing is left to do (S5). */
  readonly waived: Tally;
  readonly monthsCovered: readonly Month[];
  readonly profiles: readonly ProfileText[];
  readonly overlaps: readonly Overlap[];
  readonly replacedByLess: readonly ReplacedByLess[];
  /** Rows that an operator can do something about. */
  readonly open: OpenSums;
  readonly newest: NewestDays;
  /** What counts after the window, up to the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  /** What counts inside the window and after it if other kinds are accepted: one entry for each of `acceptedAhead`. */
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
  readonly further: FurtherMeasured;
  /** Shares of rejected rows, by partner id (S11). */
  readonly rejected: AllRejects["consumption"];
}

/**
 * Measures each partner's consumption from the partials of a run (S5–S9, S13, S14).
 *
 * @param connection - to the run's database; temporary tables are created in it
 */
export async function measure(
  connection: Connection,
  partials: readonly FilePartial[],
  measuring: Measuring,
): Promise<MeasuredConsumption> {
  const { groups, retroactive, acceptedAhead } = measuring;
  await cutPartials(connection, partials, measuring);
  const files = fileEntries(partials, groups);
  await loadLookups(connection, { ...measuring, files });
  await bucketRows(connection);
  await creditRows(connection, retroactive);
  const sums = await creditedSums(connection, "FROM credited");
  const partners = partnerMonths(sums);
  const names = new Map(partials.map(({ number, export: { file } }) => [number, file]));
  const nameOf = (file: number) => names.get(file) ?? "";
  const after = { accepted: measuring.accepted, afterWindow: true };
  return {
    partners,
    partnersSeen: [...new Set([...partners.keys(), ...(await partnersOfRows(connection))])],
    fileMonths: fileMonths(sums, nameOf),
    exportMonths: exportMonths(sums, nameOf),
    tallies: consumptionTallies(partials, sums, groups),
    waived: waivedTally(sums),
    monthsCovered: coveredMonths(sums),
    profiles: await profileTexts(connection),
    rejected: await rejectedShares(connection),
    overlaps: await namedOverlaps(connection, files, nameOf),
    open: await openSums(connection, nameOf),
    replacedByLess: await replacedByLess(connection, { ...measuring, files, percent: measuring.replacedPercent }),
    newest: await newestDays(connection),
    afterWindow: await knownMonths(connection, after, retroactive),
    otherwiseAccepted: await whenAccepted(connection, acceptedAhead, retroactive),
    further: await measureFurther(connection, "FROM credited", measuring.measures),
  };
}

async function namedOverlaps(
  connection: Connection,
  files: readonly FileEntry[],
  nameOf: (file: number) => string,
): Promise<Overlap[]> {
  const firsts = new Map(files.toReversed().map(({ part, number }) => [part, number]));
  const found = await overlaps(connection);
  return found.map(({ parts, ...overlap }) => ({
    ...overlap,
    files: parts.map((part) => nameOf(firsts.get(part) ?? -1)).sort(compareCodePoints),
  }));
}

async function whenAccepted(
  connection: Connection,
  ahead: Measuring["acceptedAhead"],
  retroactive: boolean,
): Promise<OtherwiseAccepted[]> {
  const answers: OtherwiseAccepted[] = [];
  for (const accepted of ahead) {
    const months = await knownMonths(connection, { accepted, afterWindow: false }, retroactive);
    answers.push({ accepted, months });
  }
  return answers;
}
