import type { Warning } from "../domain/consumption.ts";
import type { DateOrder, Day, Month } from "../domain/day.ts";
import { type EngineUse, engineSentence } from "../domain/engine-use.ts";
import type { PersonConflict } from "../domain/person.ts";
import { firstTen } from "../domain/text.ts";
import { addDays } from "../domain/window.ts";
import { type FetchFigures, fetchWarnings } from "./fetch-warnings.ts";
import { type FileFigures, filesAgainstEachOther } from "./file-warnings.ts";
import { type OpenFigures, openMoney, rejectedShare, statuses } from "./open-warnings.ts";
import { countOfThings, note } from "./quality-words.ts";
import type { RunSources } from "./run-sources.ts";
import { rejectedOfPartners } from "./share-limits.ts";
import { sourceLimits } from "./source-limits.ts";

/** What readers of a report should know about the quality of its numbers, before it is put into words. */
export interface QualityFigures extends RunSources, OpenFigures, Omit<FileFigures, "limits"> {
  /** Sentences about the input folder. */
  readonly inputNotes: readonly string[];
  /** `undefined` where nothing was fetched. */
  readonly fetched?: FetchFigures | undefined;
  /** Who read the consumption exports, where the job names a cluster for it. */
  readonly engineUse?: EngineUse | undefined;
  readonly asOf: Day;
  readonly consumptionRead: boolean;
  readonly transcriptsRead: boolean;
  readonly monthsCovered: readonly Month[];
  /** Newest day with consumption: up to the as-of day in any file; inside the window in files with daily rows. */
  readonly newest: { readonly any?: Day; readonly daily?: Day };
  /** Newest completion day, no later than the as-of day. */
  readonly newestCompletion?: Day | undefined;
  /** Files whose dates may be in the other order than they are read in (S4). */
  readonly inDoubt: readonly InDoubt[];
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
  readonly conflicts: readonly PersonConflict[];
  readonly partnersIfMixed: readonly string[];
}

/** A file in which more dates fit only the other order of their numbers, and the rows that are rejected for it. */
export interface InDoubt {
  readonly file: string;
  /** The order in which its dates are read. */
  readonly order: DateOrder;
  readonly rows: number;
}

/** Converts the figures to warnings. Those that exceed a limit come first. */
export function dataQuality(facts: QualityFigures): Warning[] {
  const warnings = [
    ...missingSources(facts),
    ...fetchWarnings(facts.fetched),
    ...facts.inputNotes.map((message) => note("inputs", message)),
    ...(facts.engineUse === undefined ? [] : [note("engine", engineSentence(facts.engineUse))]),
    ...rejectedShare(facts),
    ...rejectedOfPartners(facts),
    ...sourceLimits(facts),
    ...facts.inDoubt.map(dateOrder),
    ...months(facts),
    ...age(facts),
    ...filesAgainstEachOther(facts),
    ...unsettledMonth(facts),
    ...openMoney(facts),
    ...statuses(facts),
    ...countries(facts),
    ...people(facts),
  ];
  return [
    ...warnings.filter(({ crossesLimit }) => crossesLimit),
    ...warnings.filter(({ crossesLimit }) => !crossesLimit),
  ];
}

/** That nothing at all was read crosses a limit by itself: no setting allows it. */
function missingSources({ consumptionRead, transcriptsRead }: QualityFigures): Warning[] {
  const said = (what: string, unknown: string) =>
    `No ${what} export was read, which is a limit by itself: ${unknown} for every partner. Check that the input folder is the right one and contains ${what} exports.`;
  return [
    ...(consumptionRead ? [] : [note("no-consumption", said("consumption", "consumption is unknown"), true)]),
    ...(transcriptsRead ? [] : [note("no-transcripts", said("transcript", "people are unknown"), true)]),
  ];
}

/** Warns of a file that is probably read in the wrong order of days and months. */
function dateOrder({ file, order, rows }: InDoubt): Warning {
  const other = order === "mdy" ? "dmy" : "mdy";
  const message = `${file} is read as \`dateOrder: ${order}\`, but more of its dates can only be \`dateOrder: ${other}\`: ${countOfThings(rows, "row")} rejected, since their days may be others. Say the right \`dateOrder\` for it under \`sources:\` in job.yaml.`;
  return note("date-order", message, true);
}

function months({ consumptionRead, window, monthsCovered, limits }: QualityFigures): Warning[] {
  const missing = window.months.filter((month) => !monthsCovered.includes(month));
  if (!consumptionRead || missing.length === 0) return [];
  const crosses = missing.length > limits.monthsWithoutData;
  const limit = crosses ? `, more than the limit of ${limits.monthsWithoutData} (limits.monthsWithoutData)` : "";
  return [
    note(
      "months-without-data",
      `No consumption export covers ${firstTen(missing)}: ${countOfThings(missing.length, "month")} of the window${limit}.`,
      crosses,
    ),
  ];
}

function age({ newest, newestCompletion, transcriptsRead, asOf, limits }: QualityFigures): Warning[] {
  const { consumptionAgeDays, transcriptAgeDays } = limits;
  const warnings: Warning[] = [];
  if (newest.any !== undefined && addDays(newest.any, consumptionAgeDays) < asOf) {
    const limit = `more than ${consumptionAgeDays} days (limits.consumptionAgeDays) before the as-of day`;
    warnings.push(note("stale-consumption", `The newest consumption is of ${newest.any}, ${limit}.`, true));
  }
  if (transcriptsRead && newestCompletion === undefined) {
    const message = "The transcripts have no completion up to the as-of day, so nobody counts for any partner.";
    warnings.push(note("no-completions", message));
  }
  if (newestCompletion !== undefined && addDays(newestCompletion, transcriptAgeDays) < asOf) {
    const limit = `more than ${transcriptAgeDays} days (limits.transcriptAgeDays) before the as-of day`;
    warnings.push(note("stale-transcripts", `The newest completion is of ${newestCompletion}, ${limit}.`, true));
  }
  return warnings;
}

/**
 * Warns of a last month that may be incomplete: portals keep adding to it for some days after its end (S1). A window
 * that ends within a month, which only `trailing-days` does, has no such month.
 */
function unsettledMonth({ newest, window }: QualityFigures): Warning[] {
  const { daily } = newest;
  const lastDay = addDays(window.end, -1);
  if (daily === undefined || daily >= addDays(lastDay, -2) || !window.end.endsWith("-01")) return [];
  return [
    note(
      "unsettled-month",
      `The newest daily consumption is of ${daily}, but the window ends with ${lastDay}: the last month may be incomplete. With \`settleDays\` in job.yaml the window takes a month in only some days after its end.`,
    ),
  ];
}

function countries({ unknownCountries }: QualityFigures): Warning[] {
  if (unknownCountries.length === 0) return [];
  const shown = unknownCountries.map(
    ({ partnerId, country }) => `${partnerId} (${country === "" ? "none given" : country})`,
  );
  return [
    note(
      "unknown-country",
      `Country not known, so judged as a developed market: ${firstTen(shown)}; name the country in partners.csv, or add it to config/markets.yaml.`,
    ),
  ];
}

function people({ conflicts, partnersIfMixed }: QualityFigures): Warning[] {
  const warnings: Warning[] = [];
  if (conflicts.length > 0) {
    warnings.push(
      note(
        "people-of-several-partners",
        `${countOfThings(conflicts.length, "person", "persons")} named by more than one partner counted for the one of their latest completion; see the sheet Data quality.`,
      ),
    );
  }
  if (partnersIfMixed.length > 0) {
    warnings.push(
      note(
        "routes-mixed",
        `Counting persons over all routes together (mixRoutes) would change the tier of ${firstTen(partnersIfMixed)}.`,
      ),
    );
  }
  return warnings;
}
