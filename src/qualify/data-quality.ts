import type { Tally, Warning } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { PersonConflict } from "../domain/person.ts";
import { firstTen } from "../domain/text.ts";
import { addDays } from "../domain/window.ts";
import { type FileFigures, filesAgainstEachOther } from "./file-warnings.ts";
import { type OpenFigures, openMoney, rejectedShare, statuses } from "./open-warnings.ts";
import { countOfThings, note } from "./quality-words.ts";
import type { RunSources } from "./run-sources.ts";
import { sourceLimits } from "./source-limits.ts";

/** What readers of a report should know about the quality of its numbers, before it is put into words. */
export interface QualityFigures extends RunSources, Omit<FileFigures, "limits">, Omit<OpenFigures, "limits"> {
  /** Sentences about the input folder. */
  readonly inputNotes: readonly string[];
  readonly asOf: Day;
  readonly consumptionRead: boolean;
  readonly transcriptsRead: boolean;
  readonly monthsCovered: readonly Month[];
  /** Newest day with consumption: up to the as-of day in any file; inside the window in files with daily rows. */
  readonly newest: { readonly any?: Day; readonly daily?: Day };
  /** Newest completion day, no later than the as-of day. */
  readonly newestCompletion?: Day | undefined;
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
  readonly conflicts: readonly PersonConflict[];
  readonly missingRate: Tally;
  /** Without what associations.csv says is nobody's (S5). */
  readonly unattributed: Tally;
  readonly partnersIfMixed: readonly string[];
}

/** Converts the figures to warnings. Those that exceed a limit come first. */
export function dataQuality(facts: QualityFigures): Warning[] {
  const warnings = [
    ...missingSources(facts),
    ...facts.inputNotes.map((message) => note("inputs", message)),
    ...rejectedShare(facts),
    ...sourceLimits(facts),
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

function missingSources({ consumptionRead, transcriptsRead, window, limits }: QualityFigures): Warning[] {
  const warnings: Warning[] = [];
  if (!consumptionRead) {
    warnings.push(
      note(
        "no-consumption",
        "No consumption export was read, so consumption is unknown for every partner; check that the input folder exists and contains exports.",
        window.months.length > limits.monthsWithoutData,
      ),
    );
  }
  if (!transcriptsRead) {
    warnings.push(note("no-transcripts", "No transcript export was read, so people are unknown for every partner."));
  }
  return warnings;
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
