import fc from "fast-check";
import { validate } from "node-cron";
import { describe, expect, it } from "vitest";
import { isCron } from "../../src/config/cron.ts";
import { dueTimesOf } from "../../src/schedule/due-times.ts";

/** On the last days that their months have. */
const leapDays = ["15 5 29 2 *", "15 5 31 2,3 *", "15 5 30 4-6/2 *", "15 5 */30 2 1"];

describe("isCron", () => {
  it.each(["15 5 * * *", "0 0 1 1 *", "59 23 31 12 7", "*/15 5-7 * * mon-fri", "0,30 2 1-10/2 JAN,jul 0", ...leapDays])(
    "takes %s",
    (written) => expect(isCron(written)).toBe(true),
  );

  it.each([
    "",
    "5 * * *",
    "0 15 5 * * *",
    "60 5 * * *",
    "15 24 * * *",
    "15 5 0 * *",
    "15 5 32 * *",
    "15 5 * 13 *",
    "15 5 * * 8",
    "*/0 5 * * *",
    "5/10 5 * * *",
    "7-5 5 * * *",
    "15 5 L * *",
    "15 5 * * 5#2",
    "@daily",
    "15 5 * * monday",
    "15 5 ? * *",
    "15 5 1, * *",
    "15 5 -1 * *",
    "1.5 5 * * *",
    "15 5 30 2 *",
    "15 5 30-31 feb *",
    "15 5 31 4,6,9,11 *",
    "15 5 31 2-4/2 mon",
  ])("refuses %j", (written) => expect(isCron(written)).toBe(false));

  it.each(leapDays)("takes %s, which does come", (written) => {
    expect(dueTimesOf(written, "UTC").next(Date.UTC(2017, 7, 15)).day).toMatch(/^20(17|18|20|21)-/);
  });

  it("takes nothing that the scheduler refuses", () => {
    const item = (min: number, max: number) => {
      const number = fc.integer({ min: min - 1, max: max + 1 });
      const range = fc.tuple(number, number).map(([from, to]) => `${from}-${to}`);
      const step = fc.tuple(fc.oneof(range, fc.constant("*")), fc.integer({ min: 0, max: 99 }));
      return fc.oneof(
        fc.constant("*"),
        number.map(String),
        range,
        step.map(([of, by]) => `${of}/${by}`),
      );
    };
    const part = (min: number, max: number) =>
      fc.array(item(min, max), { minLength: 1, maxLength: 2 }).map((items) => items.join(","));
    const expression = fc.tuple(part(0, 59), part(0, 23), part(1, 31), part(1, 12), part(0, 7));
    fc.assert(
      fc.property(expression, (parts) => {
        const written = parts.join(" ");
        if (!isCron(written)) return true;
        return validate(written) && dueTimesOf(written, "UTC").next(Date.UTC(2017, 7, 15)).day > "2017-08-14";
      }),
      { numRuns: 500 },
    );
  });
});
