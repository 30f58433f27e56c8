/** Encodings of an export. A byte order mark decides; only without one can the encoding be in doubt. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "latin-1";

/** Returns the encoding that a byte order mark at the start of a file indicates; `undefined` without one. */
export function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}

/** Creates a decoder that keeps a byte order mark as a character, and reads what it cannot decode as U+FFFD. */
export function decoderOf(encoding: Encoding) {
  return new TextDecoder(encoding === "latin-1" ? "iso-8859-1" : encoding, { ignoreBOM: true });
}
