import { createHmac } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { z } from "zod";
import { rejectCodes } from "../domain/consumption.ts";
import { isMissing, onDisk } from "../domain/disk-error.ts";

const partialFacts = z.object({
  /** Hash of everything that the partial depends on, except the rates. */
  key: z.string(),
  /** SHA-256 of its Parquet file. */
  sha256: z.string(),
  rows: z.number(),
  usd: z.string(),
  /** Absent from facts of earlier versions, whose partials are not used. */
  rowsInDoubt: z.number().default(0),
  /** Rates looked up in exchange-rates.csv: currency, month, numerator/denominator or nothing. */
  rates: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** Whether the file ends in the middle of a row; absent from facts of earlier versions, whose partials are not used. */
  isCutOff: z.boolean().default(false),
  rejects: z.array(
    z.object({
      line: z.number(),
      column: z.string(),
      code: z.enum(rejectCodes),
      message: z.string(),
      raw: z.string(),
      more: z.number().exactOptional(),
    }),
  ),
});

const factsLine = z.object({
  /** Path below the input folder. */
  file: z.string(),
  bytes: z.number(),
  changed: z.object({ content: z.number(), any: z.number() }),
  sha256: z.string(),
  head: z.object({
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "latin-1"]),
    askedEncoding: z.string(),
    header: z.string(),
  }),
  /** Absent for an export that is left out: it is hashed but not read. */
  partial: partialFacts.optional(),
});

/** Facts stored about one partial. */
export type PartialFacts = z.output<typeof partialFacts>;
/** The line of facts stored about one export file. */
export type FactsLine = z.output<typeof factsLine>;

/** The lines whose seal is whole, and the number of others: damaged, changed, or sealed with another key. */
export interface StoredFacts {
  readonly lines: readonly FactsLine[];
  readonly damaged: number;
}

/**
 * Reads the facts of a store; none where there is no file.
 *
 * @param key - the secret with which the lines are sealed
 */
export async function readFactsFile(path: string, key: string): Promise<StoredFacts> {
  const text = await onDisk(path, () =>
    readFile(path, "utf8").catch((error: unknown) => {
      if (isMissing(error)) return "";
      throw error;
    }),
  );
  const written = text.split("\n").filter((line) => line !== "");
  const lines = written.map((line) => readLine(line, key)).filter((line) => line !== undefined);
  return { lines, damaged: written.length - lines.length };
}

/**
 * Reads a line: the seal of its facts, a space, and the facts as JSON. Returns `undefined` where the seal is not that of this
 * program: a hash can be put right by whoever changes the facts. The facts hold the hash of their partial, so the seal covers both.
 */
function readLine(line: string, key: string): FactsLine | undefined {
  const json = line.slice(sealLength + 1);
  if (line.slice(0, sealLength) !== sealOf(json, key)) return undefined;
  const parsed = factsLine.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : undefined;
}

/**
 * Writes the facts of a store beside the current ones; `commit` replaces those in one step.
 *
 * @param key - the secret with which the lines are sealed
 */
export async function draftFacts(
  path: string,
  lines: readonly FactsLine[],
  key: string,
): Promise<{ readonly commit: () => Promise<void> }> {
  const draft = `${path}.tmp`;
  const file = await open(draft, "w");
  try {
    for (const line of lines) {
      const json = JSON.stringify(line);
      await file.write(`${sealOf(json, key)} ${json}\n`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { commit: () => rename(draft, path) };
}

const sealLength = 64;

function sealOf(json: string, key: string): string {
  return createHmac("sha256", key).update("a line of state\n").update(json).digest("hex");
}
