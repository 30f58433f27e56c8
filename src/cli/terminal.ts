/** The parts of its process that a command may use. Tests pass in their own. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
  /** Returns the current instant. Nothing else reads the clock. */
  now(): Date;
  exitWith(code: ExitCode): void;
  /** Ends the process at once, without waiting for pending work. */
  leave(code: ExitCode | StopCode): void;
  /** Calls the listener on each request to stop, which replaces the default handling. */
  onStop(listener: (signal: StopSignal) => void): void;
  /** The command line that starts this program again, without arguments. */
  readonly self: readonly [string, ...string[]];
}

/** Exit codes of commands (section 8 of the design). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** Signals that ask a process to stop. SIGHUP is sent when a terminal or its connection closes. */
export const stopSignals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
export type StopSignal = (typeof stopSignals)[number];

/** Exit code of `schedule` when it was asked to stop and abandoned a run: 128 plus the number of the signal. */
export type StopCode = 129 | 130 | 143;
