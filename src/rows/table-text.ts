import { isUtf8 } from "node:buffer";
import { lstatSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { diskError } from "../domain/disk-error.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { notWholeGzip } from "../sources/head.ts";

/** Encodings of a table without a byte order mark. A byte order mark always has the last word. */
export type TableEncoding = "utf-8" | "utf-16le" | "utf-16be" | "latin-1";

/** A whole table as text, without byte order marks, every line ending in a line feed. */
export interface TableText {
  readonly text: string;
  /** Every byte could be read; else what could not has become U+FFFD. */
  readonly intact: boolean;
}

/** Tables are read whole: 512 MB is thousands of times the size of a large transcript export. */
const maxBytes = 512 * 1024 * 1024;

/**
 * Reads a whole table from disk, expanded and decoded.
 *
 * @param path - gzip where it ends in `.gz`
 * @param options - `file`: the name for messages
 * @throws InputError when there is no such file, or it is a link, too large, no gzip, or empty
 */
export function readTableText(path: string, options: { file?: string; encoding?: TableEncoding } = {}): TableText {
  const { file = basename(path), encoding = "utf-8" } = options;
  const bytes = readBytes(path, file);
  const spoken = byteOrderMark(bytes) ?? encoding;
  const decoded = new TextDecoder(spoken === "latin-1" ? "iso-8859-1" : spoken).decode(bytes);
  const text = decoded.replaceAll("\r\n", "\n").replace(/^\uFEFF+/gm, "");
  if (text.trim() === "") throw problem(file, emptyFile);
  return { text, intact: spoken === "utf-8" ? isUtf8(bytes) : !text.includes("\uFFFD") };
}

function byteOrderMark(bytes: Buffer): TableEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}

function readBytes(path: string, file: string): Buffer {
  const bytes = fromDisk(path, file);
  if (!/\.gz$/i.test(path)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const tooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    throw problem(file, tooLarge ? largeFile : notWholeGzip, cause);
  }
}

function fromDisk(path: string, file: string): Buffer {
  try {
    const status = lstatSync(path);
    if (!status.isFile()) throw problem(file, noFile);
    if (status.size > maxBytes) throw problem(file, largeFile);
    return readFileSync(path);
  } catch (error) {
    throw diskError(error, path, "read");
  }
}

function problem(file: string, facts: Omit<InputProblem, "file">, cause?: unknown): InputError {
  return new InputError({ file, ...facts }, { cause });
}

const noFile = {
  found: "a folder, a link or a device",
  expected: "an ordinary file: links are not followed",
  fix: "put the file itself there",
};
const largeFile = {
  found: "a table of more than 512 MB",
  expected: "a table that can be read whole",
  fix: "split it into several files, each with the header, or check that it is the right file",
};
const emptyFile = {
  found: "an empty file, without even a header",
  expected: "a table with a header line; a header alone is enough",
  fix: "export it again, or take it out of the input folder",
};
