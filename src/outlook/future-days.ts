import type { Day, Month } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";
import { windowFor } from "../domain/window.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import { monthEndsAfter } from "./months.ts";

/** Number of month-ends in an outlook. */
const monthEndsAhead = 12;

/** One future as-of day, with its window and rules. */
export interface FutureDay {
  readonly day: Day;
  /** First and last month of that day's window. The window ends with a month, so it consists of whole months. */
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  /** `undefined` when no rules are in force. */
  readonly revision: Revision | undefined;
}

/** Returns the next twelve month-ends after a day, with the window (S1) and the revision (S16) of each. */
export function futureDays(asOf: Day, ruleSet: RuleSet, window: Job["window"]): readonly FutureDay[] {
  return monthEndsAfter(asOf, monthEndsAhead).map((day) => {
    const { months } = windowFor(day, window);
    return { day, firstMonth: months[0] ?? "", lastMonth: months.at(-1) ?? "", revision: revisionOn(ruleSet, day) };
  });
}

/** Returns the revision in force on a day. Rules that end in the future are not an error of the present run. */
function revisionOn(ruleSet: RuleSet, day: Day): Revision | undefined {
  try {
    return revisionInForce(ruleSet, day);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
