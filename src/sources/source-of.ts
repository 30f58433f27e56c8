import picomatch from "picomatch";
import type { Source } from "../domain/job.ts";

/**
 * What the operator says about one file: every `sources:` entry whose glob matches, a later entry winning over an earlier.
 *
 * @param file - relative to the input folder, with `/`
 */
export function sourceOf(sources: readonly Source[], file: string): Source {
  const matching = sources.filter((source) => fits(source, file));
  return Object.assign({ match: file }, ...matching);
}

/** Whether an entry says something about a file. */
export function fits({ match }: Pick<Source, "match">, file: string): boolean {
  return picomatch.isMatch(file, match, { dot: true });
}
