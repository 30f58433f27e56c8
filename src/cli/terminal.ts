/** What a command may use of the process it runs in; tests hand in their own. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
  /** The present instant. Nothing else reads the clock. */
  now(): Date;
  exitWith(code: ExitCode): void;
  /** Ends the process at once, whatever it still waits for. */
  leave(code: ExitCode | StopCode): void;
  /** Calls back whenever the process is asked to stop; from then on it does not stop by itself. */
  onStop(listener: (signal: "SIGINT" | "SIGTERM") => void): void;
  /** The words that start this program once more, arguments aside. */
  readonly self: readonly [string, ...string[]];
}

/** What a command comes to (section 8 of the design). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** `schedule` abandoned a run, having been asked to stop: 128 and the number of SIGINT or SIGTERM. */
export type StopCode = 130 | 143;
