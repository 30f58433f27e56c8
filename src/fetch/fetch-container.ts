import { join } from "node:path";
import { diskError, pathOf } from "../domain/disk-error.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { AzureContainer, Job } from "../domain/job.ts";
import type { RemoteBlob, RemoteContainer } from "./azure.ts";
import { type RefusedBlob, siftNames } from "./blob-names.ts";
import { type ChosenBlobs, chooseBlobs, deliveriesOf, folderOfBlob, type WantedBlob } from "./choose-blobs.ts";
import { type DeliveryRoute, deliver } from "./deliver.ts";
import { containerProblem } from "./fetch-problems.ts";
import type { KnownBlob } from "./fetch-state.ts";
import { makeFoldersBelow, removeArrivals } from "./local-files.ts";
import { type Patience, withPatience } from "./patience.ts";
import { RemoteError } from "./remote-error.ts";
import { type Budget, withinLimits } from "./within-limits.ts";

/** What one fetch of a container came to. */
export interface FetchedContainer {
  readonly container: AzureContainer;
  readonly placed: readonly WantedBlob[];
  /** How many blobs the input folder had already. */
  readonly unchanged: number;
  readonly refused: readonly RefusedBlob[];
  /** Names of blobs that the container had at the fetch before and has no longer; their files stay. */
  readonly vanished: readonly string[];
  readonly problems: readonly InputProblem[];
  /** How many local files were compared with blobs of which nothing was known. */
  readonly compared: number;
}

export interface ContainerOptions {
  readonly job: Pick<Job, "input" | "fetch">;
  readonly container: AzureContainer;
  readonly remote: RemoteContainer;
  readonly patience: Patience;
  readonly budget: Budget;
  /** What earlier fetches brought from this container; kept up to date as blobs arrive. */
  readonly known: Map<string, KnownBlob>;
  /** Called when `done` of `of` blobs are in place. */
  readonly onFile: (done: number, of: number, name: string) => void;
}

/** How many blobs, or export runs, are downloaded at once: small ones take mostly the time of their requests. */
const atOnce = 8;

/**
 * Brings the new and changed blobs of a container into the input folder. What is wrong with the container or a blob is a
 * problem of the outcome.
 *
 * @throws InputError when the disk refuses something
 */
export async function fetchContainer(options: ContainerOptions): Promise<FetchedContainer> {
  const { job, container, known, remote, patience } = options;
  const folder = join(job.input, ...container.into.split("/"));
  const nothing = { container, placed: [], unchanged: 0, refused: [], vanished: [], problems: [], compared: 0 };
  try {
    const listed = await listAll(remote, patience);
    const { accepted, refused } = siftNames(listed, folder);
    await makeFoldersBelow(job.input, container.into);
    const chosen = await chooseBlobs(accepted, { folder, known });
    for (const { name, etag } of chosen.unchanged) known.set(name, { etag, isGone: false });
    const vanished = noteVanished(listed, options);
    const brought = await bring(chosen, accepted, { ...options, route: { container, remote, folder, patience } });
    const { unchanged, compared } = chosen;
    const counts = { unchanged: unchanged.length, compared, refused: [...refused, ...chosen.refused], vanished };
    return { container, ...brought, ...counts };
  } catch (error) {
    if (error instanceof RemoteError) return { ...nothing, problems: [containerProblem(container, error)] };
    throw diskError(error, pathOf(error) ?? folder);
  }
}

async function listAll(remote: RemoteContainer, patience: Patience): Promise<RemoteBlob[]> {
  const pages: (readonly RemoteBlob[])[] = [];
  for await (const page of withPatience(patience, (signal) => remote.list(signal))) pages.push(page);
  return pages.flat();
}

/** Marks what the container no longer has, so that it is told once. Blobs outside the prefix are not looked for. */
function noteVanished(listed: readonly RemoteBlob[], { known, container }: ContainerOptions): string[] {
  const there = new Set(listed.map(({ name }) => name));
  const vanished = [...known].filter(
    ([name, { isGone }]) => !isGone && name.startsWith(container.prefix) && !there.has(name),
  );
  for (const [name, { etag }] of vanished) known.set(name, { etag, isGone: true });
  return vanished.map(([name]) => name);
}

async function bring(
  { wanted }: ChosenBlobs,
  all: readonly RemoteBlob[],
  { route, job, budget, container, known, onFile }: ContainerOptions & { readonly route: DeliveryRoute },
): Promise<Pick<FetchedContainer, "placed" | "problems">> {
  const allowed = withinLimits(deliveriesOf(wanted, all), { container, limits: job.fetch, budget });
  const of = allowed.deliveries.flat().length;
  const placed: WantedBlob[] = [];
  const problems: InputProblem[] = [...allowed.problems];
  const folders = new Set(allowed.deliveries.flat().map(({ name }) => folderOfBlob(name)));
  for (const below of folders) await removeArrivals(join(route.folder, below));
  await eachAtOnce(allowed.deliveries, async (delivery) => {
    const delivered = await deliver(delivery, route);
    if ("problem" in delivered) return void problems.push(delivered.problem);
    for (const blob of delivered.placed) {
      known.set(blob.name, { etag: blob.etag, isGone: false });
      placed.push(blob);
      onFile(placed.length, of, blob.name);
    }
  });
  return { placed, problems };
}

/** Works on several values at once. After an error nothing more is begun, and what was begun ends first. */
async function eachAtOnce<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  const queue = [...values].reverse();
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      await work(next).catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  const workers = Array.from({ length: atOnce }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
}
