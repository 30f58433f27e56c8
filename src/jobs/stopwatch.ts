/** The time, which only the command line reads. */
export interface Clock {
  /** Returns the current instant as ISO text, UTC. */
  now(): string;
  /** Returns milliseconds since some fixed moment. */
  elapsed(): number;
}

/** A stopwatch for the stages of a run. */
export interface Stopwatch {
  stage(name: string): void;
  /** Returns milliseconds by stage. */
  stop(): Readonly<Record<string, number>>;
}

/** Creates a stopwatch that starts with the stage `Starting`. */
export function stopwatch(clock: Clock): Stopwatch {
  const timings: Record<string, number> = {};
  let [present, since] = ["Starting", clock.elapsed()];
  const stop = () => {
    timings[present] = Math.round(clock.elapsed() - since);
    return timings;
  };
  return {
    stage: (name) => {
      stop();
      [present, since] = [name, clock.elapsed()];
    },
    stop,
  };
}
