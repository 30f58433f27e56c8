import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { onDisk, undefinedIfMissing } from "../domain/disk-error.ts";
import { type PublishedRun, runOfFolder } from "./latest.ts";
import { readIfThere } from "./read-if-there.ts";
import { readJson } from "./read-json.ts";
import { runsFolder } from "./run-folder.ts";

/**
 * Returns the runs published in an output folder: folders with the name of a run and with a `run.json`, which a run
 * writes last. Any other folder or link belongs to somebody else.
 *
 * @throws InputError when the disk does not say
 */
export async function publishedRuns(output: string): Promise<readonly PublishedRun[]> {
  const runs = runsFolder(output);
  const entries = await onDisk(runs, () => readdir(runs, { withFileTypes: true }));
  const published: PublishedRun[] = [];
  for (const entry of entries) {
    const run = entry.isDirectory() ? runOfFolder(entry.name) : undefined;
    if (run !== undefined && (await hasManifest(join(runs, entry.name)))) published.push(run);
  }
  return published;
}

/** Does the same for an output folder in which nothing may have been published yet. */
export async function publishedRunsIfAny(output: string): Promise<readonly PublishedRun[]> {
  const status = await onDisk(output, () => lstat(runsFolder(output)).catch(undefinedIfMissing));
  return status === undefined ? [] : publishedRuns(output);
}

/** Returns whether a folder has a `run.json`. It is not read: that of a run on thousands of files is large. */
async function hasManifest(folder: string): Promise<boolean> {
  const path = join(folder, "run.json");
  return onDisk(path, async () => {
    const status = await lstat(path).catch(undefinedIfMissing);
    if (status === undefined || !status.isFile()) return false;
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, 0);
      return buffer.toString("latin1", 0, bytesRead) === "{";
    } finally {
      await file.close();
    }
  });
}

const completeness = z.object({
  outputs: z.array(z.object({ file: z.string() })).default([]),
  left_out: z.array(z.string()).default([]),
});

/** What the folder of a published run still holds. */
export interface FolderContent {
  /** `partial`: a flag left out some files. `damaged`: files are missing, or `run.json` is not one. */
  readonly state: "whole" | "partial" | "damaged";
  /** Whether somebody put files of their own into it. */
  readonly hasForeign: boolean;
}

/** Compares the folder of a published run with its `run.json`. */
export async function contentOfRun(folder: string): Promise<FolderContent> {
  const manifest = readJson(completeness, (await readIfThere(join(folder, "run.json"))) ?? "");
  const names = await onDisk(folder, () => readdir(folder));
  if (manifest === undefined) return { state: "damaged", hasForeign: true };
  const own = manifest.outputs.map(({ file }) => file);
  const isWhole = own.every((file) => names.includes(file));
  const state = manifest.left_out.length === 0 ? "whole" : "partial";
  const hasForeign = names.some((name) => name !== "run.json" && !own.includes(name));
  return { state: isWhole ? state : "damaged", hasForeign };
}
