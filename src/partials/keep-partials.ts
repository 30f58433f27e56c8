import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../domain/disk-error.ts";
import { invariant } from "../domain/invariant.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { hashFile } from "../sources/hash-file.ts";
import {
  type FilePartial,
  factsName,
  type PartialOptions,
  partialKey,
  partialName,
  partialPath,
  printRate,
  type Store,
} from "./store.ts";
import { draftFacts, type FactsLine, type PartialFacts } from "./store-facts.ts";

/** Everything that a run has read, and the exports that it did not need to read. */
export interface Kept {
  readonly partials: readonly FilePartial[];
  readonly unread: readonly { readonly file: ConsumptionExport; readonly sha256: string }[];
}

/**
 * Stores what a run has read, one Parquet file and one line of facts for each export file, and deletes partials that
 * the run did not need. Leaves foreign files alone. The report does not depend on the store, so a failure here is only
 * a warning.
 *
 * @returns the partials where they are now
 */
export async function keepPartials(store: Store, kept: Kept, options: PartialOptions): Promise<readonly FilePartial[]> {
  const warn = (error: unknown) => {
    const reason = reasonOf(error);
    store.warn(`The state in ${store.folder} could not be kept, so the next run reads every file again: ${reason}`);
  };
  // The step that the disk may refuse comes first; if it fails, the partials are still where they were.
  const draft = await draftStore(store, kept, options).catch(warn);
  if (draft === undefined) return kept.partials;
  const partials = await Promise.all(kept.partials.map((partial, index) => moved(partial, draft.targets[index] ?? "")));
  await draft
    .commit()
    .then(() => prune(store, new Set(draft.targets)))
    .catch(warn);
  return partials;
}

async function draftStore(store: Store, { partials, unread }: Kept, options: PartialOptions) {
  const { key: sealKey } = store;
  invariant(sealKey !== undefined, "only a run, which has the key, keeps partials");
  await mkdir(store.folder, { recursive: true });
  const lines: FactsLine[] = unread.map(({ file, sha256 }) => noteOf(file, sha256));
  const targets: string[] = [];
  for (const partial of partials) {
    const key = partialKey(partial.sha256, partial.export, options);
    const path = partialPath(store.folder, key);
    const facts = await factsOf(partial, { key, known: store.partials.get(key), path });
    lines.push({ ...noteOf(partial.export, partial.sha256), partial: facts });
    targets.push(path);
  }
  return { targets, ...(await draftFacts(join(store.folder, factsName), lines, sealKey)) };
}

async function prune({ folder }: Store, needed: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // A folder or a link of that name is somebody else's.
    if (entry.isFile() && partialName.test(entry.name) && !needed.has(path)) await rm(path, { force: true });
  }
}

/** Moves a partial. One that cannot be moved stays where it is for this run; the next run makes it again. */
async function moved(partial: FilePartial, target: string): Promise<FilePartial> {
  if (partial.path === target) return partial;
  return rename(partial.path, target).then(
    () => ({ ...partial, path: target }),
    () => partial,
  );
}

async function factsOf(
  { path: present, read, rates, rejects, rowsInDoubt, isCutOff }: FilePartial,
  { key, known, path }: { readonly key: string; readonly known: PartialFacts | undefined; readonly path: string },
): Promise<PartialFacts> {
  return {
    key,
    sha256: known !== undefined && present === path ? known.sha256 : await hashFile(present),
    rows: read.rows,
    usd: String(read.usd),
    rowsInDoubt,
    rates: rates.map(({ currency, month, rate }) => [currency, month, printRate(rate)]),
    isCutOff,
    rejects: rejects.map(({ file, ...reject }) => reject),
  };
}

function noteOf({ file, bytes, changed, head }: ConsumptionExport, sha256: string): FactsLine {
  return { file, bytes, changed, sha256, head };
}
