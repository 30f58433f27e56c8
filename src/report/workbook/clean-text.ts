/** Longest text that Excel takes in one cell, in UTF-16 units. */
const maxLength = 32_767;
const cutMark = "…";
/** What XML cannot hold: control characters but tab and line feed, halves of surrogate pairs, two non-characters. */
const notInXml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Excel reads `_x000D_` in a file as a character; the underscore itself is then written as `_x005F_`. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Half of a surrogate pair, or the beginning of an `_x005F_`, left over at a cut. */
const halfLeft = /(?:[\uD800-\uDBFF]|_x?0{0,2}5?F?)$/;

/**
 * Makes any text one that Excel can hold and shows as it is.
 * Control characters become U+FFFD, text over 32,767 is cut with a mark, and a literal `_x000D_` stays what it is.
 */
export function cleanText(text: string): string {
  return cut(text.replace(/\r\n?/g, "\n").replace(notInXml, "\uFFFD").replace(looksEscaped, "_x005F_"));
}

/** Cuts what is written, escapes included: no program can then find it too long. */
function cut(text: string): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, maxLength - cutMark.length).replace(halfLeft, "") + cutMark;
}
