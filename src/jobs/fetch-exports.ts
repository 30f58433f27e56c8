import type { Config } from "../config/load-config.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { fetchAll } from "../fetch/fetch-all.ts";
import type { FetchedContainer } from "../fetch/fetch-container.ts";
import type { Patience } from "../fetch/patience.ts";
import { ownerOfRun } from "../publish/owner.ts";
import { withLock } from "../publish/with-lock.ts";
import type { FetchFigures } from "../qualify/fetch-warnings.ts";
import type { Progress } from "./progress.ts";

/** How containers are come into. */
export interface FetchAccess {
  /** A shared access signature; `undefined` to come in with an identity of Azure. */
  readonly sas: string | undefined;
  readonly patience?: Patience;
}

export interface FetchOptions extends FetchAccess {
  readonly config: Config;
  readonly runId: string;
  /** Instant in ISO text, UTC. */
  readonly startedAt: string;
  readonly progress: Progress & { warn(message: string): void };
}

/** What one fetch of all containers came to. */
export interface Fetched {
  readonly containers: readonly FetchedContainer[];
  /** Whatever could not be fetched. */
  readonly problems: readonly InputProblem[];
}

/**
 * Fetches from all containers of `job.yaml`, while no run reads.
 *
 * @throws InputError when there is nothing to fetch from or the disk refuses something; LockedError when a run holds the
 *   output folder
 */
export async function fetchExports({ config, progress, ...options }: FetchOptions): Promise<Fetched> {
  const { job } = config;
  if (job.azure.length === 0) throw new InputError(noContainers);
  const owner = await ownerOfRun(options);
  return withLock(job.output, { owner, warn: progress.warn }, () => fetchLocked(config, progress, options));
}

/** Does the same for a caller that holds the lock of the output folder. */
export async function fetchLocked(
  { job }: Pick<Config, "job">,
  progress: FetchOptions["progress"],
  { sas, patience }: FetchAccess,
): Promise<Fetched> {
  progress.stage("Fetching exports");
  const containers = await fetchAll({ job, sas, patience, onFile: progress.files, warn: progress.warn });
  return { containers, problems: containers.flatMap(({ problems }) => problems) };
}

/** Returns what a report says of a fetch. */
export function figuresOfFetch({ containers, problems }: Fetched): FetchFigures {
  return {
    failed: problems.map(({ file, found, fix }) => `${file}: found ${found}; ${fix}.`),
    refused: containers.flatMap(({ refused }) => refused.map(({ name, reason }) => `${name} (${reason})`)),
    vanished: containers.flatMap(({ vanished }) => vanished),
  };
}

const noContainers: InputProblem = {
  file: "job.yaml",
  code: "no-containers",
  found: "no container under `azure:`",
  expected: "at least one to fetch from",
  fix: "add its `url:` and the folder `into:` which it is fetched, as docs/fetch.md shows",
};
