import type { DueRun } from "./plan.ts";
import type { Messages, RunEnd } from "./ports.ts";
import { type Instant, wallClock } from "./wall-time.ts";

/**
 * Creates messages that describe what a schedule does, one line per step.
 *
 * @param write - receives a line with its newline
 * @param timeZone - of the times in messages
 */
export function messagesTo(write: (line: string) => void, timeZone: string): Messages {
  const clock = wallClock(timeZone);
  const time = (at: Instant) =>
    `${new Date(clock.shown(at)).toISOString().slice(0, 16).replace("T", " ")} (${timeZone})`;
  const line = (text: string) => write(`${text}\n`);
  return {
    begins: ({ night, attempt }, now) => {
      const late = now - night.at >= 2 * minute && attempt === 1 ? `, due ${time(night.at)}, which was missed` : "";
      line(`Running for ${night.day}${late}${attempt === 1 ? "" : `, try ${attempt}`}.`);
    },
    isPublished: ({ night }) => line(`The report for ${night.day} is already there.`),
    ended: ({ night }, end) => line(`The run for ${night.day} ${endText(end)}.`),
    trouble: (error) => line(`Problem with the run: ${error instanceof Error ? error.message : String(error)}`),
    next: (step, now) => {
      // The clock is checked once a minute, so a run due within a minute starts at the end of it.
      const at = Math.ceil(step.at / minute) * minute;
      line(`Next: ${what(step)} at ${time(at)}, in ${duration(at - now)}.`);
    },
    stopping: (going) =>
      line(going ? "Stopping as soon as the run has ended; in 5 seconds at the latest." : "Stopping."),
    abandoned: () => line("The run was abandoned; the previous report is still the latest."),
  };
}

const minute = 60_000;

function what({ night, attempt }: DueRun): string {
  return attempt === 1 ? `the run for ${night.day}` : `try ${attempt} for ${night.day}`;
}

function endText({ code, cutShort }: RunEnd): string {
  if (cutShort) return "was ended by a signal before it was done";
  if (code === 0) return "has published its report";
  if (code === 3) return "has published its report; a data-quality limit is crossed";
  if (code === 4) return "was refused: another run holds the output folder";
  return `failed with exit code ${code}; nothing was published`;
}

/** Prints a duration in its two largest units: "1 day 3 h", "6 h 10 min", "5 min". */
function duration(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minute));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [
    days > 0 ? `${days} ${days === 1 ? "day" : "days"}` : "",
    hours > 0 ? `${hours} h` : "",
    rest > 0 ? `${rest} min` : "",
  ];
  return (
    parts
      .filter((part) => part !== "")
      .slice(0, 2)
      .join(" ") || "less than a minute"
  );
}
