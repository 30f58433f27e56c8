import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

/** What one pass over a file's bytes tells. */
export interface Fingerprint {
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
  /** Lines, counting a last one without an end. */
  readonly lines: number;
  /** Some lines end in CRLF and others in LF alone, be it inside quotes. */
  readonly mixedEnds: boolean;
}

/** Small enough for a processor's cache: what is read is hashed while it is there. */
const chunkBytes = 128 * 1024;
/** Chunks after which others get their turn. */
const turn = 32;

/** Hashes a file and counts its lines in one pass: the count that is independent of the database (S13). */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(chunkBytes);
  const file = openSync(path, "r");
  const ends = { all: 0, crlf: 0, last: lineFeed };
  try {
    for (let chunks = 1; ; chunks += 1) {
      const size = readSync(file, buffer, 0, chunkBytes, null);
      if (size === 0) break;
      const bytes = size === chunkBytes ? buffer : buffer.subarray(0, size);
      hash.update(bytes);
      countLineEnds(bytes, ends);
      if (chunks % turn === 0) await setImmediate();
    }
  } finally {
    closeSync(file);
  }
  const { all, crlf, last } = ends;
  return {
    sha256: hash.digest("hex"),
    lines: last === lineFeed ? all : all + 1,
    mixedEnds: crlf > 0 && crlf < all,
  };
}

const [lineFeed, carriageReturn] = [10, 13];

/** Line ends so far, and the last byte: the next one may belong to it. */
interface LineEnds {
  all: number;
  crlf: number;
  last: number;
}

function countLineEnds(bytes: Buffer, ends: LineEnds): void {
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    ends.all += 1;
    if ((at === 0 ? ends.last : bytes[at - 1]) === carriageReturn) ends.crlf += 1;
  }
  ends.last = bytes[bytes.length - 1] ?? ends.last;
}
