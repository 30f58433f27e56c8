/** Bytes that separate rows and fields. */
export const [quote, lineFeed, carriageReturn, space] = [34, 10, 13, 32];

/** A stretch of bytes between two places of a row. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether a field may start at `from`. */
  readonly atStart: boolean;
  readonly delimiter: number;
}

/** Whether a field starts at `to`: a delimiter, or the start of the row, stands before it, spaces aside. */
export function isFieldStart(bytes: Buffer, { from, to, atStart, delimiter }: Stretch): boolean {
  let at = to;
  while (at > from && bytes[at - 1] === space) at -= 1;
  return at === from ? atStart : bytes[at - 1] === delimiter;
}

/**
 * How many bytes from `from` to `to` go on with the byte order marks that a row begins with.
 *
 * @param before - bytes of them that came before: a chunk may end inside a mark
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
