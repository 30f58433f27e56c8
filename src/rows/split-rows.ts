/** Where one row of a table stands in its text. */
export interface RowSpan {
  /** Index of its first character. */
  readonly start: number;
  /** Index after its last character, the line end not included. */
  readonly end: number;
  /** 1-based line on which it starts. */
  readonly line: number;
  /** Something stands between a closing quote and the next delimiter: its fields cannot be told apart. */
  readonly badQuote: boolean;
  /** 1-based line of a quote that is never closed, so that the row runs to the end of the text. */
  readonly openQuoteLine?: number;
}

type State = "start" | "plain" | "quoted" | "closed";

/**
 * Finds the rows of a table whose quotes are not all in order: slower than a parser, but a wrong quote costs its own row
 * only. A quote opens a field only as its first character.
 *
 * @param text - lines end in a line feed
 */
export function splitRows(text: string, delimiter: string): RowSpan[] {
  const rows: RowSpan[] = [];
  let state: State = "start";
  let line = 1;
  let quoteLine = 0;
  let row = { start: 0, line, badQuote: false };
  const close = (end: number) => {
    if (end > row.start) rows.push({ ...row, end, ...(state === "quoted" ? { openQuoteLine: quoteLine } : {}) });
  };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === "\n") line += 1;
    if (state === "quoted") {
      if (char !== '"') continue;
      if (text[index + 1] === '"') index += 1;
      else state = "closed";
    } else if (char === "\n") {
      close(index);
      state = "start";
      row = { start: index + 1, line, badQuote: false };
    } else if (char === delimiter) {
      state = "start";
    } else if (state === "start") {
      state = char === '"' ? "quoted" : "plain";
      quoteLine = line;
    } else if (state === "closed") {
      row.badQuote = true;
    }
  }
  close(text.length);
  return rows;
}
