import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { Header } from "../domain/header.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { plainBytes, type RowFile } from "../rows/plain-bytes.ts";
import { rowScanner, type ScannedRow } from "../rows/scan-rows.ts";

/** What one pass over a file reveals, independently of any engine (S13). */
export interface Fingerprint {
  /** SHA-256 of the unpacked bytes, in hex. */
  readonly sha256: string;
  /** Number of rows below the header. */
  readonly rows: number;
  /** Why no engine can be trusted with the file; `undefined` where nothing is odd about it. */
  readonly doubt: string | undefined;
}

export type FingerprintOutcome = Fingerprint | { readonly problems: readonly InputProblem[] };

/** A file to fingerprint, the delimiter needed to check its quotes, and the number of lines before its header. */
export interface FingerprintOptions extends Pick<Header, "delimiter" | "linesBefore"> {
  readonly file: RowFile;
}

/**
 * Hashes a file, counts its rows, and looks for anything that an engine may misread.
 *
 * @returns problems, not an exception, when the file cannot be read to its end: an error would lose its class on the
 *   way from a worker
 */
export async function fingerprint({ file, delimiter, linesBefore }: FingerprintOptions): Promise<FingerprintOutcome> {
  const hash = createHash("sha256");
  const doubts = new Set<string>();
  const rows = rowDoubts(doubts, linesBefore);
  const bytes = byteDoubts(doubts);
  const scanner = rowScanner({ file: file.file, delimiter, withBytes: false }, rows.take);
  try {
    for await (const chunk of plainBytes(file, (unpacked) => hash.update(unpacked))) {
      bytes.push(chunk);
      scanner.push(chunk);
    }
    scanner.end();
    bytes.end();
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems };
    throw error;
  }
  const [doubt] = doubts;
  return { sha256: hash.digest("hex"), rows: Math.max(0, rows.count() - 1), doubt };
}

/** Counts rows, header included, and checks their quotes; checks the line ends of all lines. */
function rowDoubts(doubts: Set<string>, linesBefore: number): { take(row: ScannedRow): void; count(): number } {
  let count = 0;
  let lineEnd: ScannedRow["lineEnd"] = "none";
  return {
    take: (row) => {
      const isRow = row.line > linesBefore;
      if (isRow) count += 1;
      if (isRow && (row.brokenQuote || row.oddQuote)) doubts.add("quotes out of order");
      if (row.tooLong) doubts.add("a row of more than 2 MiB");
      if (row.lineEnd === "none" || row.lineEnd === lineEnd) return;
      if (lineEnd !== "none") doubts.add("line ends of two kinds");
      lineEnd = row.lineEnd;
    },
    count: () => count,
  };
}

const mark = Buffer.from("\uFEFF");
const [lineFeed, carriageReturn] = [10, 13];

/** Checks the bytes themselves for what DuckDB sometimes silently misreads. */
function byteDoubts(doubts: Set<string>): { push(bytes: Buffer): void; end(): void } {
  /** Last bytes of the previous chunk, which cannot be checked without what follows. */
  let rest: Buffer = Buffer.alloc(0);
  const look = (bytes: Buffer) => {
    if (bytes.includes(0)) doubts.add("NUL characters");
    if (bytes.includes(mark)) doubts.add("a byte order mark inside");
    if (hasLoneReturn(bytes)) doubts.add("carriage returns that end no line");
    if (!isUtf8(bytes)) doubts.add("bytes that are not UTF-8");
  };
  return {
    push: (bytes) => {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const cut = wholeLength(all);
      look(all.subarray(0, cut));
      rest = Buffer.from(all.subarray(cut));
    },
    end: () => {
      if (rest.length > 0) look(rest);
    },
  };
}

/** Returns where bytes can be cut: before a UTF-8 character or a line end that the next chunk may complete. */
function wholeLength(bytes: Buffer): number {
  if (bytes[bytes.length - 1] === 13) return bytes.length - 1;
  for (let at = bytes.length - 1; at >= Math.max(0, bytes.length - 4); at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return at;
  }
  return bytes.length;
}

function hasLoneReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(carriageReturn); at !== -1; at = bytes.indexOf(carriageReturn, at + 1)) {
    if (bytes[at + 1] !== lineFeed) return true;
  }
  return false;
}
