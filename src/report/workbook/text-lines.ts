/** Breaks a text between words into lines of at most `room` characters; a longer word has a line of its own. */
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

/** Counts the lines that a text takes in a cell that wraps, including those of words too long for one line. */
export function countLines(text: string, room: number): number {
  return text.split(/\r\n?|\n/).reduce((total, line) => total + wrappedLines(line, room), 0);
}

/** Share of the room left for a word too long for one line: usually a path with ids, which is wider than prose. */
const roomForLongWords = 0.9;

function wrappedLines(line: string, room: number): number {
  return breakLines(line, room).reduce(
    (total, word) => total + (word.length <= room ? 1 : brokenLines(word, room * roomForLongWords)),
    0,
  );
}

/** Counts the lines of a long word: programs break it after slashes and hyphens where they can, else anywhere. */
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
