/** Lines of CSV into bytes, in the encodings that portals and spreadsheets leave behind. */

/**
 * @typedef {{ delimiter?: string, lineEnd?: string, encoding?: "utf-8" | "utf-8-bom" | "utf-16le", lastLineEnd?: boolean }} Layout
 */

/**
 * One file from a header and rows of cells. A line may also be a text: it is written as it stands.
 * @param {readonly string[] | string} header
 * @param {readonly (readonly string[] | string)[]} rows
 * @param {Layout} [layout]
 */
export function csvFile(header, rows, layout = {}) {
  const { delimiter = ",", lineEnd = "\n", encoding = "utf-8", lastLineEnd = true } = layout;
  const lines = [header, ...rows].map((row) =>
    typeof row === "string" ? row : row.map((cell) => quoted(cell, delimiter)).join(delimiter),
  );
  const text = lines.join(lineEnd) + (lastLineEnd ? lineEnd : "");
  if (encoding === "utf-16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
  return Buffer.from(encoding === "utf-8-bom" ? `\uFEFF${text}` : text, "utf8");
}

/** Cells of a row by header name; names that are not given stay empty. @param {readonly string[]} header @param {Record<string, string>} cells */
export function cellsFor(header, cells) {
  const unknown = Object.keys(cells).filter((name) => !header.includes(name));
  if (unknown.length > 0) throw new Error(`no such column: ${unknown.join(", ")}`);
  return header.map((name) => cells[name] ?? "");
}

/** @param {string} cell @param {string} delimiter */
function quoted(cell, delimiter) {
  const needs = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A gzip file of stored blocks. Compressing would give other bytes with another version of zlib.
 * @param {Buffer} content
 */
export function gzipStored(content) {
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const most = 65_535;
  const count = Math.max(1, Math.ceil(content.length / most));
  const blocks = Array.from({ length: count }, (_, index) => {
    const piece = content.subarray(index * most, (index + 1) * most);
    const start = Buffer.alloc(5);
    start.writeUInt8(index === count - 1 ? 1 : 0, 0);
    start.writeUInt16LE(piece.length, 1);
    start.writeUInt16LE(piece.length ^ 0xffff, 3);
    return Buffer.concat([start, piece]);
  });
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(content), 0);
  tail.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, ...blocks, tail]);
}

/** @param {Buffer} content */
function crc32(content) {
  let crc = 0xffffffff;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
