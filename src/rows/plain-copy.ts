import { createReadStream, createWriteStream } from "node:fs";
import { Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { InputError } from "../domain/input-error.ts";

/** What stands between a file and plain UTF-8 text with one kind of line end. */
export interface Packing {
  readonly path: string;
  /** For messages: relative to the input folder. */
  readonly file: string;
  readonly gzip: boolean;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
  /** Bytes the expanded file may have at most. */
  readonly maxBytes: number;
}

/**
 * Writes a file anew as plain UTF-8 without byte order marks, every line ending in LF: expanded, decoded.
 * Lines keep their numbers.
 *
 * @param target - path to write
 * @throws InputError when it is no gzip file, is cut off, or grows beyond `maxBytes`
 */
export async function writePlainCopy(packing: Packing, target: string): Promise<void> {
  const steps = [
    ...(packing.gzip ? [createGunzip()] : []),
    sizeLimit(packing),
    ...(packing.encoding === "utf-8" ? [unifyLineEnds()] : [decode(packing.encoding), unifyLineEnds()]),
  ];
  try {
    await pipeline([createReadStream(packing.path, { highWaterMark: 1 << 20 }), ...steps, createWriteStream(target)]);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_"))
      throw brokenGzip(packing, cause);
    if (cause instanceof Error && "syscall" in cause && cause.syscall === "read") throw unreadable(packing, cause);
    throw cause;
  }
}

/** The system does not say which file it could not read, and a copy has two. */
function unreadable({ file }: Packing, cause: Error): InputError {
  const code = "code" in cause ? String(cause.code) : cause.message;
  return new InputError(
    {
      file,
      found: `a file that cannot be read (${code})`,
      expected: "an export that can be read to its end",
      fix: "check the disk it lies on, and download or copy the file again",
    },
    { cause },
  );
}

function sizeLimit(packing: Packing): Transform {
  let size = 0;
  return transform((chunk) => {
    size += chunk.length;
    if (size > packing.maxBytes) throw tooLarge(packing);
    return chunk;
  });
}

function decode(encoding: "utf-16le" | "utf-16be" | "latin-1"): Transform {
  const decoder = new TextDecoder(encoding === "latin-1" ? "iso-8859-1" : encoding, { ignoreBOM: true });
  return transform(
    (chunk) => Buffer.from(decoder.decode(chunk, { stream: true })),
    () => Buffer.from(decoder.decode()),
  );
}

const mark = Buffer.from("\uFEFF");

/** A carriage return that ends no line becomes a space: the reader gives up on one outside quotes. */
function withoutCarriages(line: Buffer): Buffer {
  if (!line.includes(13)) return line;
  return Buffer.from(line.map((byte) => (byte === 13 ? 32 : byte)));
}

/** CRLF becomes LF; a byte order mark at the start of a line goes. Works on whole lines, so nothing is cut in two. */
function unifyLineEnds(): Transform {
  let rest: Buffer = Buffer.alloc(0);
  const clean = (lines: Buffer): Buffer => {
    const pieces: Buffer[] = [];
    for (let start = 0; start < lines.length; ) {
      const found = lines.indexOf(10, start);
      const end = found === -1 ? lines.length : found;
      const from = lines.subarray(start, start + 3).equals(mark) ? start + 3 : start;
      const carriage = found !== -1 && end > from && lines[end - 1] === 13;
      pieces.push(withoutCarriages(lines.subarray(from, carriage ? end - 1 : end)));
      if (found !== -1) pieces.push(newline);
      start = end + 1;
    }
    return Buffer.concat(pieces);
  };
  return transform(
    (chunk) => {
      const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const cut = all.lastIndexOf(10) + 1;
      rest = Buffer.from(all.subarray(cut));
      return clean(all.subarray(0, cut));
    },
    () => clean(rest),
  );
}
const newline = Buffer.from("\n");

/** A stream step from a function on chunks; what it throws ends the pipeline. */
function transform(step: (chunk: Buffer) => Buffer, last: () => Buffer = () => Buffer.alloc(0)): Transform {
  const guarded = (done: TransformCallback, work: () => Buffer) => {
    try {
      done(null, work());
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => guarded(done, () => step(chunk)),
    flush: (done) => guarded(done, last),
  });
}

function tooLarge(packing: Packing): InputError {
  return new InputError({
    file: packing.file,
    found: `more than ${packing.maxBytes} bytes as plain UTF-8`,
    expected: "a file within the limit that job.yaml sets",
    fix: "raise `maxExpandedBytes` in job.yaml if the file is genuine",
  });
}

function brokenGzip(packing: Packing, cause: Error): InputError {
  return new InputError(
    {
      file: packing.file,
      found: `a gzip file that is damaged or cut off (${cause.message})`,
      expected: "a complete gzip file",
      fix: "download it again",
    },
    { cause },
  );
}
