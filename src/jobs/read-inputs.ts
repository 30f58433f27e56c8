import { lstatSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindOfLabel } from "../config/association-aliases.ts";
import type { Config } from "../config/load-config.ts";
import type { Association } from "../domain/association.ts";
import { onDisk } from "../domain/disk-error.ts";
import { idReader } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { withUnpacker } from "../partials/unpacker.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { type Exports, findExports } from "../sources/find-exports.ts";
import { tableNames } from "../sources/find-files.ts";
import { hashFile } from "../sources/hash-file.ts";
import type { KnownFiles } from "../sources/known-file.ts";
import { readAssociations } from "../tables/associations.ts";
import { type ExchangeRates, readExchangeRates } from "../tables/exchange-rates.ts";
import { type PartnerTable, readPartners } from "../tables/partners.ts";

/** Content of the input folder: recognised exports, and the small tables. */
export interface Inputs extends PartnerTable {
  readonly exports: Exports;
  readonly associations: readonly Association[];
  readonly rates: ExchangeRates;
  /** The small tables that exist, with their hashes. */
  readonly tables: readonly { readonly path: string; readonly sha256: string }[];
}

/** The inputs as far as they can be read, and what is wrong with the rest. */
export interface GatheredInputs extends Partial<Omit<Inputs, "exports">> {
  readonly exports: Exports;
  readonly problems: readonly InputProblem[];
}

/**
 * Finds the exports and reads the small tables of the input folder.
 *
 * @param known - looks up exports of earlier runs, which are not opened again
 * @throws InputError with everything that is wrong with any of them
 */
export async function readInputs(config: Config, known?: KnownFiles): Promise<Inputs> {
  const { problems, ...found } = await gatherInputs(config, known);
  const { partners, furtherColumns, associations, rates, tables, exports } = found;
  if (problems.length > 0 || !partners || !furtherColumns || !associations || !rates || !tables) {
    throw new InputError(problems);
  }
  return { exports, partners, furtherColumns, associations, rates, tables };
}

/** Does the same, but returns problems: for `check`, which continues with what can be read. */
export async function gatherInputs(config: Config, known?: KnownFiles): Promise<GatheredInputs> {
  return onDisk(config.job.input, () => gather(config, known), "read");
}

async function gather({ job, formats, aliases }: Config, known: KnownFiles | undefined): Promise<GatheredInputs> {
  const exports = await withUnpacker({ parent: tmpdir(), maxBytes: job.maxExpandedBytes }, ({ parquetNames }) =>
    findExports(job, formats, { isKnown: known, parquetNames }),
  );
  const problems: InputProblem[] = [...exports.problems, ...exports.consumption.flatMap(partnerWithoutKind)];
  const attempt = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const ids = idReader(job.placeholders);
  const partners = await attempt(() => readPartners(join(job.input, "partners.csv"), ids));
  const associations = await attempt(() =>
    readAssociations(join(job.input, "associations.csv"), { kindOf: (label) => kindOfLabel(aliases, label), ids }),
  );
  const rates = await attempt(() => readExchangeRates(join(job.input, "exchange-rates.csv")));
  const found = { ...partners, ...(associations && { associations }), ...(rates && { rates }) };
  return { exports, problems, ...found, tables: await hashTables(job.input) };
}

async function hashTables(input: string): Promise<{ path: string; sha256: string }[]> {
  const there = tableNames.filter((name) => lstatSync(join(input, name), { throwIfNoEntry: false })?.isFile());
  return Promise.all(there.map(async (path) => ({ path, sha256: await hashFile(join(input, path)) })));
}

/** Finds a partner that is set for a whole source without a kind of association, though the rows give none either. */
function partnerWithoutKind(file: ConsumptionExport): InputProblem[] {
  const { source, format } = file;
  const saysKind =
    source.association !== undefined || format.association !== undefined || file.columns.has("association");
  if (source.partnerId === undefined || saysKind) return [];
  return [
    {
      file: file.file,
      code: "partner-without-association",
      found: `partnerId ${source.partnerId} under \`sources:\` in job.yaml, without an association`,
      expected: "the kind of association that credits the partner with these rows",
      fix: "add `association: dpor` (or tpor, pal, …) to the same entry",
    },
  ];
}
