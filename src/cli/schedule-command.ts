import { setTimeout } from "node:timers/promises";
import { Command } from "commander";
import type { Job } from "../domain/job.ts";
import { clearUpAfterRun, isNightDone } from "../jobs/unattended.ts";
import { healthCheck } from "../notify/ping.ts";
import { keepSchedule } from "../schedule/keep-schedule.ts";
import { messagesTo } from "../schedule/messages.ts";
import type { Ports } from "../schedule/ports.ts";
import { startChild } from "./child-run.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import type { StopCode, StopSignal, Terminal } from "./terminal.ts";

interface ScheduleOptions extends CommonOptions {
  readonly workbook: boolean;
  readonly fetch: boolean;
  readonly catchUp: boolean;
}

const examples = `
Runs at the times of schedule and timeZone in job.yaml until it is stopped (Ctrl-C, SIGTERM, SIGHUP). A run that is going on then
gets 5 seconds to end. Each run is as of the day it was due on. See docs/nightly.md for cron, systemd and others.

Examples:
  $ tierbook schedule                       runs every night, and at once if last night's report is missing
  $ tierbook schedule --no-catch-up         always waits for the next night
  $ TIERBOOK_SCHEDULE="30 3 * * *" TIERBOOK_TIME_ZONE=Europe/Berlin tierbook schedule

Exit codes: 0 stopped · 1 a bug · 2 something to fix in the config · 129, 130, 143 stopped (SIGHUP, SIGINT,
            SIGTERM), a run was abandoned`;

/** Creates `tierbook schedule`: a run each night. */
export function scheduleCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("schedule"))
    .description("run at the times set in job.yaml until stopped")
    .option("--no-workbook", "do not write the Excel workbook")
    .option("--no-fetch", "fetch nothing from the containers in job.yaml")
    .option("--no-catch-up", "do not run for a night missed before the start")
    .addHelpText("after", examples)
    .action(async (options: ScheduleOptions) => {
      const { job } = await configFrom(options, terminal);
      // Loaded here so that the other commands start faster.
      const [{ dueTimesOf }, { everyMinute }] = await Promise.all([
        import("../schedule/due-times.ts"),
        import("../schedule/ticks.ts"),
      ]);
      const rules = { nights: dueTimesOf(job.schedule, job.timeZone), retry: job.retry, catchUp: options.catchUp };
      const schedule = keepSchedule(effectsOf(options, job, terminal), rules);
      const ticks = everyMinute(schedule.tick);
      terminal.onStop(async (signal) => {
        ticks.stop();
        const stopped = await schedule.stop();
        terminal.leave(stopped === "abandoned" ? stopCodes[signal] : 0);
      });
      await schedule.tick();
    });
}

const stopCodes: Readonly<Record<StopSignal, StopCode>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

function effectsOf(options: ScheduleOptions, job: Job, terminal: Terminal): Ports {
  const write = (line: string) => void terminal.stderr.write(line);
  const check = healthCheck(job.ping, (message) => write(`Warning: ${message}\n`));
  let started: Promise<void> = Promise.resolve();
  return {
    now: () => terminal.now().getTime(),
    sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
    isPublished: ({ night }) => isNightDone(job, night),
    start: ({ night }) => {
      started = check.start();
      return startChild(runArguments(options, night.day), terminal);
    },
    ended: async (end, hurry) => {
      await started;
      await check.end(end, hurry);
    },
    clearUp: () => clearUpAfterRun(job, terminal.now().toISOString()),
    say: messagesTo(write, job.timeZone),
  };
}

/**
 * Returns the arguments of a run. `--no-ping`, because the schedule itself tells the health check: it also knows of
 * runs that could not start.
 */
function runArguments(options: ScheduleOptions, asOf: string): string[] {
  const given = (["input", "output", "config", "rules"] as const).flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${name}`, value];
  });
  const flags = [
    ...(options.json === true ? ["--json"] : []),
    ...(options.quiet === true ? ["--quiet"] : []),
    ...(options.workbook ? [] : ["--no-workbook"]),
    ...(options.fetch ? [] : ["--no-fetch"]),
  ];
  return ["run", "--as-of", asOf, "--no-ping", ...given, ...flags];
}
