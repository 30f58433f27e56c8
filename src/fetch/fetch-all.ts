import { onDisk, reasonOf } from "../domain/disk-error.ts";
import type { Job } from "../domain/job.ts";
import { makeFolder } from "../publish/make-folder.ts";
import { containerOpener } from "./azure.ts";
import { type FetchedContainer, fetchContainer } from "./fetch-container.ts";
import {
  type FetchState,
  fetchStatePath,
  type KnownBlob,
  readFetchState,
  stateKey,
  writeFetchState,
} from "./fetch-state.ts";
import { type Patience, usualPatience } from "./patience.ts";

export interface FetchAllOptions {
  readonly job: Pick<Job, "azure" | "fetch" | "input" | "output">;
  /** A shared access signature for all containers; `undefined` to come in with an identity of Azure. */
  readonly sas: string | undefined;
  readonly patience?: Patience | undefined;
  readonly onFile: (done: number, of: number, name: string) => void;
  readonly warn: (message: string) => void;
}

/**
 * Brings the new and changed blobs of all containers of `job.yaml` into the input folder. The caller holds the lock of the
 * output folder.
 *
 * @throws InputError when the disk refuses something, or the SAS is none; what has arrived until then is kept
 */
export async function fetchAll(options: FetchAllOptions): Promise<readonly FetchedContainer[]> {
  const { job, sas, patience = usualPatience, warn } = options;
  const open = await containerOpener(sas, patience);
  const state = await readFetchState(job.output);
  if (state.condition === "damaged") warn(`${fetchStatePath(job.output)} is damaged and made anew. ${comparison}`);
  await onDisk(job.input, () => makeFolder(job.input));
  const known = new Map([...state.containers].map(([key, blobs]) => [key, new Map(blobs)]));
  const budget = { left: job.fetch.maxBytes };
  const fetched: FetchedContainer[] = [];
  try {
    for (const container of job.azure) {
      const ofContainer = known.get(stateKey(container)) ?? new Map<string, KnownBlob>();
      known.set(stateKey(container), ofContainer);
      const remote = open(container);
      fetched.push(await fetchContainer({ ...options, container, remote, patience, budget, known: ofContainer }));
    }
  } finally {
    await keepState(known, options);
  }
  const compared = fetched.reduce((sum, each) => sum + each.compared, 0);
  if (state.condition === "lost" && compared > 0)
    warn(`${fetchStatePath(job.output)} is not there and is made anew. ${comparison}`);
  return fetched;
}

const comparison = "Files that are there already are compared with the blobs by size, and by MD5 or time.";

/** Writes the state. Without it the next fetch compares files, so a failure is a warning. */
async function keepState(known: FetchState["containers"], { job, warn }: FetchAllOptions): Promise<void> {
  await writeFetchState(job.output, known).catch((error: unknown) => {
    warn(`${fetchStatePath(job.output)} could not be written: ${reasonOf(error)}`);
  });
}
