import type { InputProblem } from "../domain/input-error.ts";
import { collect } from "./collect.ts";
import type { FoundFile } from "./find-files.ts";
import { type ExportRun, readManifest } from "./manifest.ts";

/** Reads all manifests; problems join the list. Where a folder has a manifest of either layout, the present one speaks. */
export async function readRuns(manifests: readonly FoundFile[], problems: InputProblem[]): Promise<ExportRun[]> {
  const runs: ExportRun[] = [];
  const isOld = (manifest: FoundFile) => manifest.file.includes("/_");
  for (const manifest of [...manifests.filter((m) => !isOld(m)), ...manifests.filter(isOld)]) {
    const run = await collect(problems, () => readManifest(manifest));
    if (run !== undefined && !runs.some((other) => other.folder === run.folder)) runs.push(run);
  }
  return runs;
}
