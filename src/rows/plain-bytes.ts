import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { errnoOf } from "../domain/disk-error.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { decoderOf, type Encoding } from "./encodings.ts";
import { memberBytes, type ZipMember } from "./zip-member.ts";
import { zipArchive } from "./zip-problems.ts";

/** A file of rows, and how its bytes become plain UTF-8. */
export interface RowFile {
  /** Absolute path. */
  readonly path: string;
  /** Name for messages: relative to the input folder. */
  readonly file: string;
  /** The file in the ZIP file at `path`, where it lies in one. */
  readonly member?: ZipMember;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** Most bytes, after expanding and before decoding, of a file that is packed or in another encoding. */
  readonly maxBytes: number;
}

const chunkBytes = 1 << 20;

/**
 * Reads a file from start to end: expanded, decoded to UTF-8, and without the byte order mark at its start.
 *
 * @param onBytes - receives the expanded bytes, before they are decoded
 * @throws InputError when it cannot be read, is not a whole gzip file, or grows beyond `maxBytes`
 */
export async function* plainBytes(file: RowFile, onBytes?: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  const decoder = file.encoding === "utf-8" ? undefined : decoderOf(file.encoding);
  const mayGrow = file.gzip || file.member !== undefined || decoder !== undefined;
  let size = 0;
  let isFirst = true;
  for await (const bytes of expandedBytes(file)) {
    size += bytes.length;
    if (mayGrow && size > file.maxBytes) throw problem(file, tooLarge(file.maxBytes));
    onBytes?.(bytes);
    const plain = decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
    yield isFirst && plain.subarray(0, mark.length).equals(mark) ? plain.subarray(mark.length) : plain;
    isFirst = false;
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

const mark = Buffer.from("\uFEFF");

async function* expandedBytes(file: RowFile): AsyncGenerator<Buffer> {
  const source = storedBytes(file);
  const expanded = file.gzip ? source.pipe(createGunzip({ chunkSize: chunkBytes })) : source;
  // A pipe does not forward errors of its source.
  source.on("error", (error) => expanded.destroy(error));
  try {
    for await (const bytes of expanded) yield bytes as Buffer;
  } catch (cause) {
    throw readProblem(file, cause);
  } finally {
    source.destroy();
    expanded.destroy();
  }
}

/** Returns the bytes of a file as they are on the disk or, unpacked, in an archive there. */
export function storedBytes({ path, file, member }: Pick<RowFile, "path" | "file" | "member">): Readable {
  if (member === undefined) return createReadStream(path, { highWaterMark: chunkBytes });
  return Readable.from(memberBytes({ where: path, file, kind: zipArchive }, member), { objectMode: false });
}

function readProblem(file: RowFile, cause: unknown): unknown {
  const code = errnoOf(cause);
  if (!(cause instanceof Error) || code === "") return cause;
  return problem(file, code.startsWith("Z_") ? brokenGzip(cause.message) : unreadable(code), cause);
}

function problem({ file }: RowFile, facts: Omit<InputProblem, "file">, cause?: unknown): InputError {
  return new InputError({ file, ...facts }, { cause });
}

function tooLarge(maxBytes: number): Omit<InputProblem, "file"> {
  return {
    code: "too-large",
    found: `more than ${maxBytes} bytes as plain UTF-8`,
    expected: "a file within the limit that job.yaml sets",
    fix: "raise `maxExpandedBytes` in job.yaml if the file is genuine",
  };
}

function brokenGzip(reason: string): Omit<InputProblem, "file"> {
  return {
    code: "broken-gzip",
    found: `a gzip file that is damaged or cut off (${reason})`,
    expected: "a complete gzip file",
    fix: "download it again",
  };
}

function unreadable(code: string): Omit<InputProblem, "file"> {
  return {
    code: "unreadable-file",
    found: `a file that cannot be read (${code})`,
    expected: "an export that can be read to its end",
    fix: "check the disk it lies on, and download or copy the file again",
  };
}
