/** Called with what the job is doing; never about people. */
export interface Progress {
  stage(name: string): void;
  /** Of the present stage's files, this many are done. */
  files(done: number, of: number, name: string): void;
}
