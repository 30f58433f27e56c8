import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { folderOf, type PublishedRun, publishedRuns } from "./latest.ts";
import { runsFolder } from "./run-folder.ts";

/**
 * Whether a report for a day, or a later one, was made since a moment.
 *
 * @param since - milliseconds since 1970-01-01 UTC; a run that began before it may not have read what was there then
 */
export async function isPublishedSince(output: string, asOf: Day, since: number): Promise<boolean> {
  const published = await publishedRuns(output).catch(nothingYet);
  for (const run of published.filter((each) => each.asOf >= asOf)) {
    const startedAt = await startOf(output, run);
    if (startedAt !== undefined && startedAt >= since) return true;
  }
  return false;
}

function nothingYet(error: unknown): readonly PublishedRun[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

/** When a run began; `undefined` where its `run.json` does not say. */
async function startOf(output: string, run: PublishedRun): Promise<number | undefined> {
  const text = await readFile(join(runsFolder(output), folderOf(run), "run.json"), "utf8").catch(() => "");
  const startedAt = /^ {2}"started_at": "([^"]+)"/m.exec(text)?.[1];
  const instant = startedAt === undefined ? Number.NaN : Date.parse(startedAt);
  return Number.isNaN(instant) ? undefined : instant;
}
