import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder whose name has a space and an umlaut, removed when the test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tierbook süd west-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
