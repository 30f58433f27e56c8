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
  /** Ends the process at once, without waiting for pending work. */
  leave(code: ExitCode | StopCode): void;
  /** Calls back on each request to stop, and replaces the default handling. */
  onStop(listener: (signal: StopSignal) => void): void;
  /** The words that start this program once more, arguments aside. */
  readonly self: readonly [string, ...string[]];
}

/** What a command comes to (section 8 of the design). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** How a process is asked to stop; SIGHUP comes with the end of a terminal or its connection. */
export const stopSignals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
export type StopSignal = (typeof stopSignals)[number];

/** `schedule` abandoned a run, having been asked to stop: 128 and the number of the signal. */
export type StopCode = 129 | 130 | 143;
