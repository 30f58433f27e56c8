/** Bytes that separate rows and fields. */
export const [quote, lineFeed, carriageReturn, space] = [34, 10, 13, 32];

/** A range of bytes within a row. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether a field may start at `from`. */
  readonly atStart: boolean;
  readonly delimiter: number;
}

/** Returns whether a field starts at `to`: before it, apart from spaces, is a delimiter or the start of the row. */
export function isFieldStart(bytes: Buffer, { from, to, atStart, delimiter }: Stretch): boolean {
  let at = to;
  while (at > from && bytes[at - 1] === space) at -= 1;
  return at === from ? atStart : bytes[at - 1] === delimiter;
}

/**
 * Counts the bytes from `from` to `to` that continue the byte order marks at the start of a row.
 *
 * @param before - number of their bytes before `from`: a chunk may end inside a mark
 */
export function countMarkBytes(bytes: Buffer, from: number, to: number, before: number): number {
  let at = from;
  while (at < to && bytes[at] === mark[(before + at - from) % mark.length]) at += 1;
  return at - from;
}

const mark = Buffer.from("\uFEFF");

export function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from);
  return index === -1 ? bytes.length : index;
}
