/** Breaks a text between words, so that no line has more characters than there is room for, unless one word has. */
export function breakLines(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[^\S\r\n]+/)) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Lines that a text takes in a cell that wraps, words too long for one line included. */
export function countLines(text: string, room: number): number {
  return text.split(/\r\n?|\n/).reduce((total, line) => total + wrappedLines(line, room), 0);
}

/** A word too long for one line is mostly a path with ids in it: wider than prose. */
const roomForLongWords = 0.9;

function wrappedLines(line: string, room: number): number {
  return breakLines(line, room).reduce(
    (total, word) => total + (word.length <= room ? 1 : brokenLines(word, room * roomForLongWords)),
    0,
  );
}

/** Programs break a long word after its slashes and hyphens where they can, and anywhere where they cannot. */
function brokenLines(word: string, room: number): number {
  let [lines, filled] = [1, 0];
  for (const { length } of word.split(/(?<=[/-])/)) {
    if (filled > 0 && filled + length > room) [lines, filled] = [lines + 1, 0];
    filled += length;
    const more = Math.ceil(filled / room) - 1;
    if (more > 0) [lines, filled] = [lines + more, filled - more * room];
  }
  return lines;
}
