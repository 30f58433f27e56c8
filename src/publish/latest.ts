import { lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import { readJson } from "./read-json.ts";
import { runsFolder } from "./run-folder.ts";
import { writeSynced } from "./sync.ts";

/** A published run, identified by the name of its folder. */
export interface PublishedRun {
  readonly asOf: Day;
  readonly runId: string;
}

const folderName = /^(\d{4}-\d{2}-\d{2})_([\w.-]+)$/;

/** Returns the name of a published run's folder inside `runs/`. */
export function folderOf({ asOf, runId }: PublishedRun): string {
  return `${asOf}_${runId}`;
}

/**
 * Chooses the run that `latest` points to: the one published last for the latest as-of day (section 7). Publishing a
 * run for an older day does not move it.
 *
 * @param published - all runs published so far
 * @param current - the run that `latest.json` names, if any
 */
export function chooseLatest(
  published: readonly PublishedRun[],
  current: PublishedRun | undefined,
  added: PublishedRun,
): PublishedRun {
  const later = published.filter(({ asOf }) => asOf > added.asOf);
  return lastOf(ofNewestDay(later), current) ?? added;
}

/** Returns the runs with the latest as-of day. */
export function ofNewestDay(runs: readonly PublishedRun[]): readonly PublishedRun[] {
  const [newest] = runs
    .map(({ asOf }) => asOf)
    .sort(compareCodePoints)
    .reverse();
  return runs.filter(({ asOf }) => asOf === newest);
}

/**
 * Chooses among several runs for the same day the one that counts: the one that `latest.json` names, which was
 * published last, else the one that started last.
 *
 * @param latest - the run that `latest.json` names, if any
 */
export function lastOf(runs: readonly PublishedRun[], latest: PublishedRun | undefined): PublishedRun | undefined {
  const [startedLast] = runs.toSorted((a, b) => compareCodePoints(b.runId, a.runId));
  return runs.find((run) => latest !== undefined && folderOf(run) === folderOf(latest)) ?? startedLast;
}

/** Returns the runs published in an output folder, based on the names of their folders. */
export async function publishedRuns(output: string): Promise<readonly PublishedRun[]> {
  const entries = await readdir(runsFolder(output), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const run = entry.isDirectory() ? parseFolder(entry.name) : undefined;
    return run === undefined ? [] : [run];
  });
}

function parseFolder(name: string): PublishedRun | undefined {
  const [, asOf, runId] = folderName.exec(name) ?? [];
  return asOf === undefined || runId === undefined ? undefined : { asOf, runId };
}

const latestJson = z.object({ folder: z.string() });

/** Returns the run that `latest.json` names; `undefined` if the file is missing or unusable. */
export async function currentLatest(output: string): Promise<PublishedRun | undefined> {
  const text = await readFile(join(output, "latest.json"), "utf8").catch(() => "");
  const folder = readJson(latestJson, text)?.folder;
  return folder?.startsWith("runs/") ? parseFolder(folder.slice("runs/".length)) : undefined;
}

/** `latest` and `latest.json` under temporary names, so that most failures happen before anything is published. */
export interface LatestDraft {
  /** Moves the link into place atomically. */
  readonly switchLink: () => Promise<void>;
  /** Moves `latest.json` into place atomically. */
  readonly switchJson: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/**
 * Prepares `latest` and `latest.json` for one run.
 *
 * @param runId - the run being published; names the drafts
 * @throws InputError when something other than a link is called `latest`
 */
export async function draftLatest(output: string, target: PublishedRun, runId: string): Promise<LatestDraft> {
  const link = { path: join(output, "latest"), draft: join(output, `latest.tmp-${runId}`) };
  const json = { path: join(output, "latest.json"), draft: join(output, `latest.json.tmp-${runId}`) };
  const discard = async () => {
    await rm(link.draft, { force: true });
    await rm(json.draft, { force: true });
  };
  try {
    await refuseRealFolder(link.path);
    await writeLink(output, target, link.draft);
    await writeSynced(json.draft, printLatest(target), { flags: "w" });
  } catch (error) {
    await discard().catch(() => undefined);
    throw error;
  }
  const switchLink = async () => {
    // Windows cannot rename over a link to a folder. Only there is `latest` briefly missing; `latest.json` never is.
    if (process.platform === "win32") await rm(link.path, { force: true });
    await rename(link.draft, link.path);
  };
  return { switchLink, switchJson: () => rename(json.draft, json.path), discard };
}

async function refuseRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || found.isSymbolicLink()) return;
  throw new InputError({
    file: path,
    code: "latest-in-the-way",
    found: found.isDirectory() ? "a folder called latest" : "a file called latest",
    expected: "a link that this program makes",
    fix: "move it away: perhaps the output folder was copied with its links resolved",
  });
}

/** Creates the link: relative, so that the output folder can be moved; absolute for junctions on Windows. */
async function writeLink(output: string, target: PublishedRun, path: string): Promise<void> {
  if (process.platform === "win32") await symlink(join(runsFolder(output), folderOf(target)), path, "junction");
  else await symlink(`runs/${folderOf(target)}`, path);
}

function printLatest(run: PublishedRun): string {
  const { asOf, runId } = run;
  return `${JSON.stringify({ as_of: asOf, run_id: runId, folder: `runs/${folderOf(run)}` }, null, 2)}\n`;
}
