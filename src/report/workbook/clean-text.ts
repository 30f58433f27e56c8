/** Longest text that Excel accepts in one cell, in UTF-16 units. */
const maxLength = 32_767;
const cutMark = "…";
/**
 * Characters that XML cannot hold: control characters except tab and line end, lone surrogates, two non-characters.
 * DEL is replaced too.
 */
const notInXml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Underscores that have to be written as `_x005F_`, because Excel reads `_x000D_` in a file as a character. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Half a surrogate pair, or the beginning of an `_x005F_`, left over at a cut. */
const halfLeft = /(?:[\uD800-\uDBFF]|_x?0{0,2}5?F?)$/;

/**
 * Turns any text into one that Excel can hold and shows unchanged. Characters that it cannot hold become U+FFFD, text
 * of more than 32,767 UTF-16 units is cut and marked, and a literal `_x000D_` stays literal.
 */
export function cleanText(text: string): string {
  return cut(text.replace(/\r\n?/g, "\n").replace(notInXml, "\uFFFD").replace(looksEscaped, "_x005F_"));
}

/** Cuts the text as written, escapes included, so that no program can find it too long. */
function cut(text: string): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, maxLength - cutMark.length).replace(halfLeft, "") + cutMark;
}
