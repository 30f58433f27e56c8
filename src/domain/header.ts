export type Delimiter = "," | "\t" | ";";

/** The header line of an export, with the columns as the file names them. */
export interface Header {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Number of lines before it, which are no rows: empty ones, `sep=;`, `#TYPE …`. */
  readonly linesBefore: number;
}
