/** Callbacks that report what the job is doing, and never anything about people. */
export interface Progress {
  stage(name: string): void;
  /** Called when `done` of the current stage's `of` files are done. */
  files(done: number, of: number, name: string): void;
}
