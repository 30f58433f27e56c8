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
  if (text.length <= room && !text.includes("\n") && !text.includes("\r")) return 1;
  return text.split(/\r\n?|\n/).reduce((total, line) => total + wrappedLines(line, room), 0);
}

/** A word too long for one line is mostly a path with ids in it: wider than prose, and broken before its lines are full. */
const filledByLongWords = 0.9;

function wrappedLines(line: string, room: number): number {
  return breakLines(line, room).reduce(
    (total, { length }) => total + (length <= room ? 1 : Math.ceil(length / (room * filledByLongWords))),
    0,
  );
}
