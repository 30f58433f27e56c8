import { InputError } from "../domain/input-error.ts";

/** Creates the error for a quote that swallows the rows after it. */
export function unclosedQuote(file: string, line: number): InputError {
  return new InputError({
    file,
    line,
    code: "unclosed-quote",
    found: "a quote that opens here and is never closed, so that the rows after it can't be told apart",
    expected: 'every quoted field to end with a quote before the next comma, quotes inside it doubled ("")',
    fix: "export the file again, or close the quote on this line",
  });
}
