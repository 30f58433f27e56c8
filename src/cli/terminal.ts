/** What a command may use of the process it runs in; tests hand in their own. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
  /** The present instant. Nothing else reads the clock. */
  now(): Date;
  exitWith(code: 0 | 1 | 2 | 3 | 4): void;
}
