import { dueTimesOf } from "../../src/schedule/due-times.ts";
import { keepSchedule, type Schedule } from "../../src/schedule/keep-schedule.ts";
import { messagesTo } from "../../src/schedule/messages.ts";
import type { RetryRule } from "../../src/schedule/plan.ts";
import type { GoingRun, Ports, RunEnd } from "../../src/schedule/ports.ts";

/** A world without clock, disk and processes, in which time passes only when told so. */
export interface FakeWorld {
  readonly schedule: Schedule;
  /** Days for which a run was begun, in that order. */
  readonly begun: string[];
  /** Everything that was said. */
  readonly said: string[];
  /** Exit codes that were told to the health check. */
  readonly told: number[];
  readonly runsAtOnce: () => number;
  readonly clearedUp: () => number;
  setNow(at: number): void;
  /** Lets the run that is going on end. */
  endRun(end?: Partial<RunEnd>): void;
  /** Lets all waiting be over. */
  passTime(): void;
}

/** What may differ from a schedule of 05:15 UTC whose runs end at once and well. */
export interface FakeOrder {
  readonly cron?: string;
  readonly timeZone?: string;
  readonly now: string;
  readonly retry?: RetryRule;
  readonly catchUp?: boolean;
  /** Exit codes of the runs, one after the other; 0 after the last. `undefined`: goes on until `endRun` or `kill`. */
  readonly codes?: (number | undefined)[];
  readonly isPublished?: Ports["isPublished"];
}

export function fakeWorld(order: FakeOrder): FakeWorld {
  let now = Date.parse(order.now);
  let going = 0;
  let most = 0;
  let cleared = 0;
  let endRun: FakeWorld["endRun"] = () => {};
  const waiting: (() => void)[] = [];
  const codes = [...(order.codes ?? [])];
  const world = { begun: [] as string[], said: [] as string[], told: [] as number[] };
  const timeZone = order.timeZone ?? "UTC";
  const start: Ports["start"] = ({ night }): GoingRun => {
    world.begun.push(night.day);
    going += 1;
    most = Math.max(most, going);
    const code = codes.length === 0 ? 0 : codes.shift();
    const ended = new Promise<RunEnd>((resolve) => {
      endRun = (end) => {
        going -= 1;
        resolve({ code: 0, cutShort: false, lastLines: [], ...end });
      };
      if (code !== undefined) endRun({ code });
    });
    return { ended, kill: () => endRun({ code: 137, cutShort: true }) };
  };
  const effects: Ports = {
    now: () => now,
    sleep: () => new Promise((resolve) => waiting.push(resolve)),
    isPublished: order.isPublished ?? (async () => false),
    start,
    ended: async ({ code }) => void world.told.push(code),
    clearUp: async () => {
      cleared += 1;
    },
    say: messagesTo((line) => world.said.push(line.trimEnd()), timeZone),
  };
  const schedule = keepSchedule(effects, {
    nights: dueTimesOf(order.cron ?? "15 5 * * *", timeZone),
    retry: order.retry ?? { times: 2, afterMinutes: 30 },
    catchUp: order.catchUp ?? true,
  });
  return {
    ...world,
    schedule,
    runsAtOnce: () => most,
    clearedUp: () => cleared,
    setNow: (at) => {
      now = at;
    },
    endRun: (end) => endRun(end),
    passTime: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
