export type Delimiter = "," | "\t" | ";";

/** The header line of an export, with the columns as the file names them. */
export interface Header {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Number of empty lines before it. */
  readonly linesBefore: number;
}
