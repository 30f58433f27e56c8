export type Delimiter = "," | "\t" | ";";

/** The header line of an export, as its own file names the columns. */
export interface Header {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Empty lines before it. */
  readonly linesBefore: number;
}
