import type { DueTimes } from "./due-times.ts";
import {
  afterBegin,
  afterEnd,
  atStart,
  type DueRun,
  dueRun,
  nextStep,
  type RetryRule,
  type ScheduleState,
} from "./plan.ts";
import type { GoingRun, Ports, RunEnd } from "./ports.ts";

/** The rules that a schedule follows. */
export interface ScheduleRules {
  readonly nights: DueTimes;
  readonly retry: RetryRule;
  /** Whether to run for a night missed before the start. */
  readonly catchUp: boolean;
}

/** A schedule being kept. */
export interface Schedule {
  /** Runs what is due, if anything. Further ticks during a run do nothing. */
  tick(): Promise<void>;
  /**
   * Starts no more runs. A current run gets a few seconds to end, and is then abandoned; a second call abandons it at
   * once.
   *
   * @returns within 10 seconds; `abandoned` if a run was cut short
   */
  stop(): Promise<Stopped>;
}

/** The outcome of stopping. */
export type Stopped = "idle" | "finished" | "abandoned";

/** Milliseconds to wait when stopping: for the run, then for the work after it, then for that work told to hurry. */
export const patience = { run: 5_000, rest: 2_500, last: 500 } as const;

interface Keeping {
  readonly effects: Ports;
  readonly rules: ScheduleRules;
  /** Aborted when the work that follows a run must give up. */
  readonly hurry: AbortController;
  standing: ScheduleState;
  /** Whether the next step has been announced. */
  told: boolean;
  /** Aborted when a run should no longer be waited for. */
  readonly impatience: AbortController;
  stopping: Promise<Stopped> | undefined;
  going: GoingRun | undefined;
  /** How the last run ended. */
  end: RunEnd | undefined;
  /** The tick in progress. */
  work: Promise<void> | undefined;
}

/**
 * Keeps a schedule: never two runs at once, one published report a night, and no failure ends it. It is passive: the
 * caller ticks it about once a minute.
 */
export function keepSchedule(effects: Ports, rules: ScheduleRules): Schedule {
  const keeping: Keeping = {
    effects,
    rules,
    hurry: new AbortController(),
    standing: rules.catchUp ? atStart : { ...atStart, night: rules.nights.last(effects.now()) },
    told: false,
    impatience: new AbortController(),
    stopping: undefined,
    going: undefined,
    end: undefined,
    work: undefined,
  };
  return { tick: () => tick(keeping), stop: () => stop(keeping) };
}

async function tick(keeping: Keeping): Promise<void> {
  if (keeping.stopping !== undefined) return;
  keeping.work ??= step(keeping).finally(() => {
    keeping.work = undefined;
  });
  await keeping.work;
}

async function step(keeping: Keeping): Promise<void> {
  const { effects, rules, standing, hurry } = keeping;
  const due = dueRun(standing, rules.nights, effects.now());
  if (due === undefined) {
    if (!keeping.told) sayNext(keeping);
    return;
  }
  keeping.standing = afterBegin(due);
  const end = await endOf(keeping, { due, atFirst: standing === atStart }).catch((error: unknown) => {
    effects.say.trouble(error);
    return failed;
  });
  if (end !== undefined) {
    const published = end.code === 0 || end.code === 3;
    keeping.standing = afterEnd(keeping.standing, { published, at: effects.now() }, rules.retry);
    keeping.end = end;
    effects.say.ended(due, end);
    if (end.cutShort) await effects.clearUp().catch(effects.say.trouble);
    await effects.ended(end, hurry.signal).catch(effects.say.trouble);
  }
  if (keeping.stopping === undefined) sayNext(keeping);
}

/** The end of a run that could not start. */
const failed: RunEnd = { code: 1, cutShort: false, lastLines: [] };

/** Runs what is due; `undefined` if that is not necessary. */
async function endOf(
  keeping: Keeping,
  { due, atFirst }: { readonly due: DueRun; readonly atFirst: boolean },
): Promise<RunEnd | undefined> {
  const { effects } = keeping;
  if (await effects.isPublished(due)) {
    if (!atFirst) effects.say.isPublished(due);
    return undefined;
  }
  if (keeping.stopping !== undefined) return undefined;
  effects.say.begins(due, effects.now());
  keeping.going = effects.start(due);
  return keeping.going.ended.finally(() => {
    keeping.going = undefined;
  });
}

/** Announces what the schedule does next. */
function sayNext(keeping: Keeping): void {
  const { effects, rules, standing } = keeping;
  keeping.told = true;
  const now = effects.now();
  effects.say.next(nextStep(standing, rules.nights, now), now);
}

function stop(keeping: Keeping): Promise<Stopped> {
  if (keeping.stopping === undefined) keeping.stopping = stopOnce(keeping);
  else keeping.impatience.abort();
  return keeping.stopping;
}

async function stopOnce(keeping: Keeping): Promise<Stopped> {
  const { effects, going, work = Promise.resolve(), hurry } = keeping;
  effects.say.stopping(going !== undefined);
  await Promise.race([work, effects.sleep(patience.run), aborted(keeping.impatience.signal)]);
  keeping.going?.kill();
  await Promise.race([work, effects.sleep(patience.rest)]);
  hurry.abort();
  await Promise.race([work, effects.sleep(patience.last)]);
  if (going === undefined) return "idle";
  // Also true if the end of a killed run was not seen in time.
  const cutShort = keeping.going !== undefined || keeping.end?.cutShort === true;
  if (cutShort) effects.say.abandoned();
  return cutShort ? "abandoned" : "finished";
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
