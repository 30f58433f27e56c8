import { open } from "node:fs/promises";

/** Bytes that can be read from any place: of a file on the disk, or of one that was unpacked into memory. */
export interface ByteSource {
  readonly size: number;
  /** Reads a stretch; what lies beyond the end is missing in the answer. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a source of bytes. Close it after use.
 *
 * @param where - absolute path, or the bytes themselves
 */
export async function openSource(where: string | Buffer): Promise<ByteSource> {
  if (typeof where !== "string") {
    return {
      size: where.length,
      read: async (position, length) => where.subarray(position, position + length),
      close: async () => {},
    };
  }
  const handle = await open(where, "r");
  try {
    const { size } = await handle.stat();
    return {
      size,
      read: async (position, length) => {
        if (position >= size) return Buffer.alloc(0);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(length, size - position)), { position });
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Does something with a source of bytes, and closes it. */
export async function withSource<T>(where: string | Buffer, action: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await openSource(where);
  try {
    return await action(source);
  } finally {
    await source.close();
  }
}
