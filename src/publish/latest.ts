import { lstat, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Day } from "../domain/day.ts";
import { isMissing } from "../domain/disk-error.ts";
import { InputError } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import { readIfThere } from "./read-if-there.ts";
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

/** Returns the run that a folder in `runs/` is named after; `undefined` for any other name. */
export function runOfFolder(name: string): PublishedRun | undefined {
  const [, asOf, runId] = folderName.exec(name) ?? [];
  return asOf === undefined || runId === undefined ? undefined : { asOf, runId };
}

const latestJson = z.object({ folder: z.string() });

/** Returns the run that `latest.json` names; `undefined` if the file is missing or unusable. */
export async function currentLatest(output: string): Promise<PublishedRun | undefined> {
  const text = await readIfThere(join(output, "latest.json"));
  const folder = readJson(latestJson, text ?? "")?.folder;
  return folder?.startsWith("runs/") ? runOfFolder(folder.slice("runs/".length)) : undefined;
}

/** `latest` and `latest.json` under temporary names, so that most failures happen before anything is published. */
export interface LatestDraft {
  /** Moves `latest.json` into place, then the link. If the link cannot be moved, `latest.json` is put back. */
  readonly switchBoth: () => Promise<void>;
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
  const before = `${json.draft}-before`;
  const discard = async () => {
    for (const draft of [link.draft, json.draft, before]) await rm(draft, { force: true });
  };
  try {
    await refuseRealFolder(link.path);
    await writeLink(output, target, link.draft);
    await writeSynced(json.draft, printLatest(target), { flags: "w" });
    const named = await readIfThere(json.path);
    // Written now, since there may be no room for it when it is needed.
    if (named !== undefined) await writeSynced(before, named, { flags: "w" });
    const putBack = () => (named === undefined ? rm(json.path, { force: true }) : rename(before, json.path));
    return { switchBoth: () => switchBoth({ link, json, putBack }).then(() => removeQuietly(before)), discard };
  } catch (error) {
    await discard().catch(() => undefined);
    throw error;
  }
}

/** Removes a file. A leftover does no harm, and the next run removes it. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** A file or link, and the draft that will replace it. */
interface Replacement {
  readonly path: string;
  readonly draft: string;
}

async function switchBoth({
  link,
  json,
  putBack,
}: {
  readonly link: Replacement;
  readonly json: Replacement;
  readonly putBack: () => Promise<void>;
}): Promise<void> {
  await rename(json.draft, json.path);
  try {
    // Windows cannot rename over a link to a folder. Only there is `latest` briefly missing; `latest.json` never is.
    if (process.platform === "win32") await rm(link.path, { force: true });
    await rename(link.draft, link.path);
  } catch (error) {
    await putBack().catch(() => undefined);
    throw error;
  }
}

async function refuseRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
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
