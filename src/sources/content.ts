import { createHash } from "node:crypto";
import { plainBytes } from "../rows/plain-bytes.ts";
import type { FoundFile } from "./find-files.ts";

/** What a file holds, whether it is packed or not. */
export interface Content {
  /** SHA-256 of the unpacked bytes, in hex. */
  readonly sha256: string;
  /** Number of the unpacked bytes. */
  readonly bytes: number;
}

/**
 * Reads the content of a file, and compares as equal what differs only in being packed. That of a sheet is its workbook
 * and its name (S14).
 *
 * @param maxBytes - most bytes that it may expand to
 * @throws InputError when it cannot be read to its end, or is larger
 */
export async function contentOf(
  found: Pick<FoundFile, "path" | "file" | "gzip" | "member" | "table">,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Content> {
  const { path, file, gzip, member, table } = found;
  const hash = createHash("sha256");
  let bytes = 0;
  const take = (unpacked: Buffer) => {
    hash.update(unpacked);
    bytes += unpacked.length;
  };
  const plain = { path, file, gzip, encoding: "utf-8", maxBytes, ...(member && { member }) } as const;
  for await (const _ of plainBytes(plain, take));
  if (typeof table === "object") hash.update(`\n${table.sheet}`);
  return { sha256: hash.digest("hex"), bytes };
}
