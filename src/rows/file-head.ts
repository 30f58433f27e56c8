import { createReadStream } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import { errnoOf } from "../domain/disk-error.ts";
import { InputError, type ProblemText } from "../domain/input-error.ts";
import { byteOrderMark, decoderOf, type Encoding } from "./encodings.ts";
import { isReadDelimiter, linesBefore } from "./header-line.ts";
import { otherThan } from "./not-a-table.ts";
import { type RowFile, storedBytes } from "./plain-bytes.ts";

/** A file whose encoding is not known yet. */
type HeadFile = Pick<RowFile, "path" | "file" | "gzip" | "member">;

/** The beginning of a file: enough for its header. */
export interface FileHead {
  readonly encoding: Encoding;
  /** Decoded text, byte order mark removed. */
  readonly text: string;
}

/** Headers are a few kilobytes; a thousand columns of long names still fit. */
const headBytes = 64 * 1024;

/** First bytes of a gzip file. */
const gzip = Buffer.from([0x1f, 0x8b]);

/**
 * Reads the beginning of a file, expanded and decoded.
 *
 * @param asked - the encoding of a file without a byte order mark
 * @throws InputError when the file cannot be read, is empty, is not packed as its name says, or is not lines of text
 */
export async function readFileHead(found: HeadFile, asked: Encoding = "utf-8"): Promise<FileHead> {
  const packed = await firstBytes(found);
  if (packed.length === 0) throw refusal(found, emptyFile);
  const isGzip = packed.subarray(0, gzip.length).equals(gzip);
  if (found.gzip && !isGzip) throw refusal(found, otherThan(packed, decode(packed, asked).text) ?? notWholeGzip);
  const bytes = found.gzip ? expand(packed, found) : packed;
  if (bytes.length === 0) throw refusal(found, notWholeGzip);
  const head = decode(bytes, asked);
  const problem = otherThan(bytes, head.text) ?? faultOf(head.text);
  if (problem !== undefined) throw refusal(found, problem);
  return head;
}

function decode(bytes: Buffer, asked: Encoding): FileHead {
  const encoding = byteOrderMark(bytes) ?? asked;
  const text = decoderOf(encoding)
    .decode(bytes)
    .replace(/^\uFEFF/, "");
  return { encoding, text };
}

/** Returns why text cannot begin a table, whatever its columns are. */
function faultOf(text: string): ProblemText | undefined {
  const before = linesBefore(text);
  const rest = text.slice(before.length);
  if (rest.trim() === "") return emptyFile;
  if (!isReadDelimiter(before.delimiter)) return unknownDelimiter(before.delimiter);
  if (rest.split("\n", 1)[0]?.includes("\0")) return notText;
  return !text.includes("\n") && text.trim().includes("\r") ? oldLineEnds : undefined;
}

/**
 * Reads the beginning of a file as it is on the disk or in an archive.
 *
 * @throws InputError when the file cannot be read
 */
export async function firstBytes(found: Pick<RowFile, "path" | "file" | "member">): Promise<Buffer> {
  const { path, member } = found;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const bytesOfHead = { end: headBytes - 1, highWaterMark: headBytes };
    for await (const bytes of member === undefined ? createReadStream(path, bytesOfHead) : storedBytes(found)) {
      chunks.push(bytes as Buffer);
      size += (bytes as Buffer).length;
      if (size >= headBytes) break;
    }
    return Buffer.concat(chunks).subarray(0, headBytes);
  } catch (cause) {
    const code = errnoOf(cause);
    if (cause instanceof InputError || code === "") throw cause;
    throw refusal(found, unreadable(code), cause);
  }
}

function unreadable(code: string): ProblemText {
  return {
    code: "unreadable-file",
    found: `a file that cannot be read (${code})`,
    expected: "an export that this user may read",
    fix: "check the file's permissions, or take it out of the input folder",
  };
}

function expand(bytes: Buffer, found: HeadFile): Buffer {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, headBytes);
  } catch (cause) {
    throw refusal(found, notWholeGzip, cause);
  }
}

/** What is wrong with a file that cannot be expanded, whether an export or a small table. */
export const notWholeGzip = {
  code: "broken-gzip",
  found: "a file that ends in .gz but is not gzip, is cut off, or goes on behind its end",
  expected: "a whole gzip file and nothing else",
  fix: "download it again, or rename it if it is a plain CSV",
} as const;

const notText = {
  code: "not-text",
  found: "NUL characters: UTF-16 without a byte order mark, or no text at all",
  expected: "a CSV file in UTF-8, or in UTF-16 with a byte order mark",
  fix: "save it as CSV UTF-8, or say `encoding: utf-16le` for it under `sources:` in job.yaml",
};

const oldLineEnds = {
  code: "old-line-ends",
  found: "lines that end in a carriage return alone",
  expected: "lines that end in LF or CRLF",
  fix: "save the file again as CSV UTF-8, not as CSV for Macintosh",
};

const emptyFile = {
  code: "empty-file",
  found: "an empty file, without even a header",
  expected: "a header line, which the export of an empty month has as well",
  fix: "export it again, or take it out of the input folder",
};

function unknownDelimiter(delimiter: string): ProblemText {
  return {
    code: "unknown-delimiter",
    found: `a first line that declares ${JSON.stringify(delimiter)} as the delimiter`,
    expected: "a comma, a semicolon or a tab",
    fix: "export it again with one of them",
  };
}

function refusal({ file }: Pick<RowFile, "file">, facts: ProblemText, cause?: unknown): InputError {
  return new InputError({ file, ...facts }, { cause });
}
