/** The time, which only the command line reads. */
export interface Clock {
  /** Instant in ISO text, UTC. */
  now(): string;
  /** Milliseconds from some fixed moment. */
  elapsed(): number;
}

/** Times the stages of a run. */
export interface Stopwatch {
  stage(name: string): void;
  /** Milliseconds by stage. */
  stop(): Readonly<Record<string, number>>;
}

/** Starts with the stage `Starting`. */
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
