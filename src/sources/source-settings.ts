import { fitsGlob } from "../domain/glob.ts";
import type { Source } from "../domain/job.ts";
import type { FoundFile } from "./find-files.ts";

/**
 * Returns what the operator says about one file: every `sources:` entry whose glob matches it or what it lies in; later
 * entries override earlier ones.
 */
export function settingsFor(sources: readonly Source[], file: Pick<FoundFile, "file" | "containers">): Source {
  const matching = sources.filter((source) => fits(source, file));
  return Object.assign({ match: file.file }, ...matching);
}

/** Returns whether an entry applies to a file: to itself, or to the ZIP file or workbook that it lies in. */
export function fits(
  { match }: Pick<Source, "match">,
  { file, containers = [] }: Pick<FoundFile, "file" | "containers">,
): boolean {
  return [file, ...containers].some((path) => fitsGlob(match, path));
}
