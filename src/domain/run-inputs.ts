/** A file that affected the outcome, with the hash of its content. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** The inputs of a published run, as recorded in its `run.json`. */
export interface RunInputs {
  readonly rules: HashedFile;
  /** Every other config file. */
  readonly configFiles: readonly HashedFile[];
  /** Settings by their names in `job.yaml`. */
  readonly job: Readonly<Record<string, unknown>>;
  readonly inputs: readonly { readonly kind: string; readonly file: string; readonly sha256: string }[];
  readonly tables: readonly HashedFile[];
}
