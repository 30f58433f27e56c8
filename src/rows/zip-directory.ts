import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from "yauzl";
import { InputError } from "../domain/input-error.ts";
import { type ByteSource, withSource } from "./byte-source.ts";
import { otherThan } from "./not-a-table.ts";
import { tooManyMembers, type ZipKind, zipProblem } from "./zip-problems.ts";

/** An archive. */
export interface ZipPlace {
  /** Absolute path, or the bytes of an archive that was itself packed. */
  readonly where: string | Buffer;
  /** Name for messages: relative to the input folder. */
  readonly file: string;
  readonly kind: ZipKind;
}

/** More than any portal packs together. */
const maxMembers = 10_000;

/**
 * Reads the directory of an archive. None of it is checked yet.
 *
 * @throws InputError when the file cannot be read, is damaged, or is something else
 */
export async function zipEntries({ where, file, kind }: ZipPlace): Promise<readonly Entry[]> {
  try {
    return await withSource(where, async (source) => {
      await refuseOther(source, file);
      const options = { autoClose: false, decodeStrings: false };
      const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, options);
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) {
        entries.push(entry);
        if (entries.length > maxMembers) throw new InputError({ file, ...tooManyMembers(maxMembers) });
      }
      return entries;
    });
  } catch (error) {
    throw zipProblem(error, file, kind);
  }
}

/** Refuses a file that does not begin as an archive, and says what it is if that is recognised. */
async function refuseOther(source: ByteSource, file: string): Promise<void> {
  const head = await source.read(0, headBytes);
  if (head.toString("latin1", 0, 2) === "PK") return;
  const other = otherThan(head, head.toString("utf8"));
  if (other !== undefined) throw new InputError({ file, ...other });
  throw new Error(head.length === 0 ? "it is empty" : "it begins as something else");
}

const headBytes = 4096;
/** Read at once: a directory is a list of small entries. */
const windowBytes = 1 << 18;

/**
 * Reads from a source, and within its bounds. The library's own reader throws, where nobody can catch it, if a damaged
 * archive points far beyond its end.
 */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length).then((bytes) => {
      bytes.copy(buffer, offset);
      done(bytes.length < length ? new Error("unexpected end of the file") : null);
    }, done);
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const start = position - this.#windowStart;
    if (start >= 0 && start + length <= this.#window.length) return this.#window.subarray(start, start + length);
    this.#window = await this.#source.read(position, Math.max(length, windowBytes));
    this.#windowStart = position;
    return this.#window.subarray(0, length);
  }
}
