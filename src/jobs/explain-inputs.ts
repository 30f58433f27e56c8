import type { Config } from "../config/load-config.ts";
import { literalGlob } from "../domain/glob.ts";
import { changedInputs } from "../explain/changed-inputs.ts";
import type { Store } from "../partials/store.ts";
import type { PastRun } from "../publish/past-run.ts";
import { contentOf } from "../sources/content.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { findAll } from "../sources/find-all.ts";
import { type Inputs, readInputs } from "./read-inputs.ts";

/**
 * Returns the inputs as the published run found them. Files that came later are ignored; those that decide the
 * partner's verdict must be unchanged.
 *
 * @param needed - consumption exports that the verdict is based on: only they are read again
 * @throws InputError when a file is gone, or when a table or a needed file has changed
 */
export async function inputsOfRun(
  config: Config,
  { restedOn }: PastRun,
  { store, needed }: { readonly store: Store; readonly needed: ReadonlySet<string> },
): Promise<Inputs> {
  const hashes = new Map(restedOn.inputs.map(({ file, sha256 }) => [file, sha256]));
  const found = await findAll(config.job, store.known);
  const there = new Set(found.exports.map(({ file }) => file));
  const gone = [...hashes.keys()].filter((file) => !there.has(file));
  if (gone.length > 0)
    throw changedInputs(gone.map((file) => ({ file, code: "gone-since-run", found: "no such file any more" })));

  const later = [...there].filter((file) => !hashes.has(file));
  const sources = [...config.job.sources, ...later.map((file) => ({ match: literalGlob(file), ignore: true }))];
  const inputs = await readInputs({ ...config, job: { ...config.job, sources } }, store.known);
  const changedTables = tablesChanged(restedOn.tables, inputs.tables);
  if (changedTables.length > 0) throw changedInputs(changedTables);
  const consumption = await Promise.all(
    inputs.exports.consumption.map((file) => asInRun(file, hashes.get(file.file) ?? "", { store, needed })),
  );
  return { ...inputs, exports: { ...inputs.exports, consumption } };
}

/**
 * Returns a file with the hash it had in the run. One that is not needed may have changed: the store has its partial.
 */
async function asInRun(
  file: ConsumptionExport,
  sha256: string,
  { store, needed }: { readonly store: Store; readonly needed: ReadonlySet<string> },
): Promise<ConsumptionExport> {
  if (file.knownSha256 === sha256) return file;
  const noted = store.noted.has(file.file);
  if (needed.has(file.file) && noted && (await contentOf(file)).sha256 !== sha256) {
    throw changedInputs([
      { file: file.file, code: "changed-since-run", found: "a file that changed after the published run" },
    ]);
  }
  return { ...file, knownSha256: sha256 };
}

type Hashed = readonly { readonly path: string; readonly sha256: string }[];

function tablesChanged(before: Hashed, now: Hashed): { code: string; file: string; found: string }[] {
  const text = (tables: Hashed, path: string) => tables.find((table) => table.path === path)?.sha256;
  const paths = [...new Set([...before, ...now].map(({ path }) => path))];
  return paths
    .filter((path) => text(before, path) !== text(now, path))
    .map((path) => ({
      file: path,
      code: "changed-since-run",
      found: "a table that changed, came or went after the published run",
    }));
}
