import { type FileHandle, open } from "node:fs/promises";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { InputError } from "../domain/input-error.ts";
import { otherThan } from "./not-a-table.ts";
import { tooManyMembers, type ZipKind, zipProblem } from "./zip-problems.ts";

/** An archive on the disk. */
export interface ZipPlace {
  /** Absolute path. */
  readonly path: string;
  /** Name for messages: relative to the input folder. */
  readonly file: string;
  readonly kind: ZipKind;
}

/** An open archive, and what its directory says; none of it is checked yet. */
export interface ZipFileAndEntries {
  readonly handle: FileHandle;
  readonly zip: ZipFile;
  readonly entries: readonly Entry[];
}

/** More than any portal packs together. */
const maxMembers = 10_000;

/**
 * Opens an archive and reads its directory.
 *
 * @throws InputError when the file cannot be read, is damaged, or is something else
 */
export async function openZipFile({ path, file, kind }: ZipPlace): Promise<ZipFileAndEntries> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    await refuseOther(handle, file);
    const { size } = await handle.stat();
    const zip = await fromRandomAccessReaderPromise(new FileReader(handle, size), size, {
      autoClose: false,
      decodeStrings: false,
    });
    return { handle, zip, entries: await entriesOf(zip, file) };
  } catch (error) {
    await handle?.close();
    throw zipProblem(error, file, kind);
  }
}

/** Refuses a file that is recognised as something else by how it begins, which says more than that it is damaged. */
async function refuseOther(handle: FileHandle, file: string): Promise<void> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head.toString("latin1", 0, 2) === "PK") return;
  const other = otherThan(head, head.toString("utf8"));
  if (other !== undefined) throw new InputError({ file, ...other });
}

const headBytes = 4096;

async function entriesOf(zip: ZipFile, file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > maxMembers) throw new InputError({ file, ...tooManyMembers(maxMembers) });
  }
  return entries;
}

/**
 * Reads from a file within its bounds. The library's own reader throws, where nobody can catch it, if a damaged archive
 * points far beyond its end.
 */
class FileReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    const isInside = position + length <= this.#size;
    const reading = isInside ? this.#handle.read(buffer, offset, length, position) : Promise.reject(pastTheEnd());
    reading.then(({ bytesRead }) => done(bytesRead < length ? pastTheEnd() : null), done);
  }
}

const pastTheEnd = () => new Error("unexpected end of the file");
