import type { Job } from "../domain/job.ts";
import type { HashedFile } from "../domain/published-basis.ts";
import type { Revision } from "../domain/rules.ts";
import type { Terms } from "../domain/snapshot.ts";
import { consumption } from "../requirements/consumption.ts";
import { clausesOf } from "../requirements/of-kind.ts";

/** What a run went by, besides its exports. */
export interface TermsBasis {
  readonly job: Pick<Job, "retroactive" | "dataset" | "sources">;
  readonly configFiles: readonly HashedFile[];
  /** The small tables of the input folder. */
  readonly tables: readonly HashedFile[];
  /** Of this program. */
  readonly version: string;
}

/** What decides, besides the exports, whom their rows are credited to. */
export function termsOf({ job, configFiles, tables, version }: TermsBasis, revision: Revision): Terms {
  const { retroactive, dataset, sources } = job;
  const accepts = clausesOf(revision, consumption).flatMap(({ rule }) => rule.accepts);
  return {
    association: `${hashes(tables, /^associations\.csv$/)} ${hashes(configFiles, /(^|\/)associations\.yaml$/)}`,
    "exchange rates": hashes(tables, /^exchange-rates\.csv$/),
    "accepted associations": [...new Set(accepts)].join(" "),
    settings: `${JSON.stringify({ retroactive, dataset, sources })} ${hashes(configFiles, /(^|\/)formats\/[^/]+$/)}`,
    program: version,
  };
}

function hashes(files: readonly HashedFile[], pattern: RegExp): string {
  return files
    .filter(({ path }) => pattern.test(path))
    .map(({ sha256 }) => sha256)
    .join(" ");
}
