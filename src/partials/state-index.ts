import { z } from "zod";
import { readHashed, writeHashed } from "./hashed-text.ts";

const known = z.object({
  bytes: z.number(),
  changed: z.object({ content: z.number(), any: z.number() }),
  sha256: z.string(),
  head: z.object({
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "latin-1"]),
    askedEncoding: z.string(),
    header: z.string(),
    markInData: z.boolean(),
  }),
});

const part = z.object({
  segment: z.string(),
  part: z.number(),
  read: z.object({ rows: z.number(), usd: z.string() }),
  brokenRows: z.number(),
});

const segment = z.object({ parts: z.number(), sha256: z.string(), rejectsSha256: z.string().optional() });

const content = z.object({
  /** By path below the input folder: the exports of the last run as they were found. */
  files: z.record(z.string(), known),
  /** By key: what was read of one file in one way. */
  parts: z.record(z.string(), part),
  /** By name: the files that hold the partials. */
  segments: z.record(z.string(), segment),
});

/** What the state folder holds, and where. */
export type StateIndex = z.infer<typeof content>;
export type NotedFile = z.infer<typeof known>;
export type NotedPart = z.infer<typeof part>;

export const emptyIndex: StateIndex = { files: {}, parts: {}, segments: {} };

/**
 * Reads the index of a state folder.
 *
 * @returns `undefined` when there is none, `"damaged"` when it is not what was written
 */
export async function readIndex(path: string): Promise<StateIndex | "damaged" | undefined> {
  const read = await readHashed(path);
  if (read === undefined || read === "damaged") return read;
  const parsed = content.safeParse(JSON.parse(read.text));
  return parsed.success ? parsed.data : "damaged";
}

/** Replaces the index in one step. */
export async function writeIndex(path: string, index: StateIndex): Promise<void> {
  await writeHashed(path, JSON.stringify(index));
}
