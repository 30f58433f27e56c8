import { join } from "node:path";
import { z } from "zod";
import type { RunInputs } from "../domain/run-inputs.ts";
import { readIfThere } from "./read-if-there.ts";
import { readJson } from "./read-json.ts";

/** The content of a published run's `run.json` that later commands use. */
export interface RunJson {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly startedAt: number;
  readonly restedOn: RunInputs;
  /** Hashes of the other files in the run's folder, by name. */
  readonly outputs: ReadonlyMap<string, string>;
}

const hashedFile = z.object({ path: z.string(), sha256: z.string() });
const hashedInput = z.object({ kind: z.string(), file: z.string(), sha256: z.string() });

/** Only the fields that later runs use; the rest of the file is for people. */
const runJson = z.object({
  rules: z.object({ file: z.string(), sha256: z.string() }),
  config: z.object({ job: z.record(z.string(), z.unknown()), files: z.array(hashedFile) }),
  inputs: z.array(hashedInput),
  input_tables: z.array(hashedFile),
  outputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
  started_at: z.iso.datetime(),
});

/**
 * Reads the `run.json` of a published run.
 *
 * @param folder - absolute path of the run's folder
 * @returns `undefined` if it is missing, damaged, or from another version
 */
export async function readRunJson(folder: string): Promise<RunJson | undefined> {
  const written = readJson(runJson, (await readIfThere(join(folder, "run.json"))) ?? "");
  if (written === undefined) return undefined;
  const { rules, config, inputs, input_tables: tables, outputs, started_at: startedAt } = written;
  return {
    startedAt: Date.parse(startedAt),
    restedOn: {
      rules: { path: rules.file, sha256: rules.sha256 },
      configFiles: config.files,
      job: config.job,
      inputs,
      tables,
    },
    outputs: new Map(outputs.map(({ file, sha256 }) => [file, sha256])),
  };
}
