import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type ByteSource, openSource } from "./byte-source.ts";
import type { ZipPlace } from "./zip-directory.ts";
import { zipProblem } from "./zip-problems.ts";

/** A file inside an archive, as the archive describes it; unpacking fails where that is not true. */
export interface ZipMember {
  /** Path in the archive, with `/`; unique in it. */
  readonly name: string;
  /** Size when unpacked. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** Whether its bytes are packed by Deflate, and not stored as they are. */
  readonly isDeflated: boolean;
  readonly checksum: number;
  /** Position of its header. */
  readonly at: number;
}

const chunkBytes = 1 << 18;

/**
 * Unpacks a member, and checks its size and checksum at the end.
 *
 * @param place - the archive, with the name of the member for messages
 * @throws InputError when it is damaged, or larger than the archive says
 */
export async function* memberBytes({ where, file, kind }: ZipPlace, member: ZipMember): AsyncGenerator<Buffer> {
  let source: ByteSource | undefined;
  let [size, checksum] = [0, 0];
  try {
    source = await openSource(where);
    for await (const bytes of unpacked(source, member)) {
      size += bytes.length;
      if (size > member.bytes) throw new Error(`more than ${member.bytes} bytes are packed`);
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    if (size < member.bytes) throw new Error(`${size} of ${member.bytes} bytes are packed`);
    if (checksum !== member.checksum) throw new Error("the checksum is another");
  } catch (error) {
    throw zipProblem(error, file, kind);
  } finally {
    await source?.close();
  }
}

async function* unpacked(source: ByteSource, member: ZipMember): AsyncGenerator<Buffer> {
  const packed = packedBytes(source, await startOf(source, member), member.packedBytes);
  if (!member.isDeflated) return yield* packed;
  const stream = Readable.from(packed, { objectMode: false });
  const plain = stream.pipe(createInflateRaw({ chunkSize: chunkBytes }));
  // A pipe does not forward errors of its source.
  stream.on("error", (error) => plain.destroy(error));
  try {
    for await (const bytes of plain) yield bytes as Buffer;
  } finally {
    stream.destroy();
    plain.destroy();
  }
}

const headerBytes = 30;

/** Returns where the bytes of a member begin: behind its header, whose name and extra field the directory may not have. */
async function startOf(source: ByteSource, { at }: ZipMember): Promise<number> {
  const header = await source.read(at, headerBytes);
  if (header.length < headerBytes || header.toString("latin1", 0, 4) !== "PK\x03\x04") throw new Error("no file there");
  return at + headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* packedBytes(source: ByteSource, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; ) {
    const bytes = await source.read(start + at, Math.min(chunkBytes, length - at));
    if (bytes.length === 0) throw new Error("unexpected end of the file");
    yield bytes;
    at += bytes.length;
  }
}
