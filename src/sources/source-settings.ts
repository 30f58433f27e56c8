import { fitsGlob } from "../domain/glob.ts";
import type { Source } from "../domain/job.ts";

/**
 * Returns what the operator says about one file: every `sources:` entry whose glob matches; later entries override
 * earlier ones.
 *
 * @param file - relative to the input folder, with `/`
 */
export function settingsFor(sources: readonly Source[], file: string): Source {
  const matching = sources.filter((source) => fits(source, file));
  return Object.assign({ match: file }, ...matching);
}

/** Returns whether an entry applies to a file. */
export function fits({ match }: Pick<Source, "match">, file: string): boolean {
  return fitsGlob(match, file);
}
