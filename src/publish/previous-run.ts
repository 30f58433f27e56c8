import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
import { currentLatest, folderOf, type PublishedRun, publishedRuns } from "./latest.ts";
import { runsFolder } from "./run-folder.ts";

/** The published run that a new one is compared with. */
export interface PreviousRun extends PublishedRun {
  /** The text of its `facts.json`, exactly as it was written; `undefined` when it is missing or not what was written. */
  readonly facts: string | undefined;
}

/** Name of the file with what a later run is compared with. */
export const factsFile = "facts.json";

/**
 * Finds the run to compare with: of those published for an as-of day not after this one's, that of the latest day; of
 * several for that day the one that `latest.json` names, else the one started last.
 *
 * @param run - the run that is about to be published; never compared with itself
 * @returns `undefined` when there is none
 */
export async function previousRun(output: string, run: PublishedRun): Promise<PreviousRun | undefined> {
  const published = (await publishedRuns(output)).filter((each) => folderOf(each) !== folderOf(run));
  const previous = choosePrevious(published, await currentLatest(output), run.asOf);
  return previous && { ...previous, facts: await readFacts(join(runsFolder(output), folderOf(previous))) };
}

/** The choice alone; retention asks for it too, since the run chosen must stay. */
export function choosePrevious(
  published: readonly PublishedRun[],
  latest: PublishedRun | undefined,
  asOf: Day,
): PublishedRun | undefined {
  const [first, ...others] = published.filter((run) => run.asOf <= asOf).sort(byDayAndStart);
  if (first === undefined) return undefined;
  const sameDay = [first, ...others.filter((run) => run.asOf === first.asOf)];
  return sameDay.find(({ asOf: day, runId }) => latest?.asOf === day && latest.runId === runId) ?? first;
}

function byDayAndStart(a: PublishedRun, b: PublishedRun): number {
  return compareCodePoints(b.asOf, a.asOf) || compareCodePoints(b.runId, a.runId);
}

/** Only a file with the hash that `run.json` gives it is as it was written. */
async function readFacts(folder: string): Promise<string | undefined> {
  try {
    const facts = await readFile(join(folder, factsFile), "utf8");
    const wanted = hashIn(await readFile(join(folder, "run.json"), "utf8"));
    return createHash("sha256").update(facts, "utf8").digest("hex") === wanted ? facts : undefined;
  } catch {
    return undefined;
  }
}

function hashIn(manifest: string): string | undefined {
  const { outputs } = JSON.parse(manifest) as { readonly outputs?: unknown };
  if (!Array.isArray(outputs)) return undefined;
  const entry: unknown = outputs.find((output: { readonly file?: unknown }) => output?.file === factsFile);
  const { sha256 } = (entry ?? {}) as { readonly sha256?: unknown };
  return typeof sha256 === "string" ? sha256 : undefined;
}
