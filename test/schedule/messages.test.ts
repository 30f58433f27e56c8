import { describe, expect, it } from "vitest";
import { messagesTo } from "../../src/schedule/messages.ts";

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe("what a schedule says comes next", () => {
  it.each([
    ["12:09:00", "12:09 (UTC), in 1 min"],
    ["12:09:00.400", "12:10 (UTC), in 2 min"],
    ["12:09:59", "12:10 (UTC), in 2 min"],
  ])("is at the minute at which the clock is looked at: %s", (due, said) => {
    const lines: string[] = [];
    const night = { day: "2026-11-23", at: at("05:15:00") };
    messagesTo((line) => lines.push(line), "UTC").next({ night, attempt: 2, at: at(due) }, at("12:08:00"));
    expect(lines).toEqual([`Next: try 2 for 2026-11-23 at 2026-11-23 ${said}.\n`]);
  });
});
