import { createHash } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import { z } from "zod";
import { writeSynced } from "./write-synced.ts";

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
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? undefined : "damaged";
  }
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== sha256(body)) return "damaged";
  const parsed = content.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : "damaged";
}

/** Replaces the index in one step. Its first line is the hash of the rest. */
export async function writeIndex(path: string, index: StateIndex): Promise<void> {
  const body = JSON.stringify(index);
  const draft = `${path}.tmp`;
  await rm(draft, { force: true });
  await writeSynced(draft, `${sha256(body)}\n${body}`);
  await rename(draft, path);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
