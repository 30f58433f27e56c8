import { describe, expect, it } from "vitest";
import { dueTimesOf } from "../../src/schedule/due-times.ts";

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().replace(/:00\.000Z$/, "Z");

describe("nightsOf", () => {
  it.each([
    { name: "before", now: "2026-11-23T04:14:59Z", last: "2026-11-22T04:15Z", next: "2026-11-23T04:15Z" },
    { name: "at the very minute", now: "2026-11-23T04:15:00Z", last: "2026-11-23T04:15Z", next: "2026-11-24T04:15Z" },
    { name: "after", now: "2026-11-23T22:59:00Z", last: "2026-11-23T04:15Z", next: "2026-11-24T04:15Z" },
    { name: "after midnight", now: "2026-11-23T23:01:00Z", last: "2026-11-23T04:15Z", next: "2026-11-24T04:15Z" },
  ])("finds the nights of Berlin on either side $name", ({ now, last, next }) => {
    const nights = dueTimesOf("15 5 * * *", "Europe/Berlin");
    expect([iso(nights.last(at(now)).at), iso(nights.next(at(now)).at)]).toEqual([last, next]);
  });

  it("calls a night by the day that the clock on the wall shows", () => {
    const nights = dueTimesOf("30 23 * * *", "America/Sao_Paulo");
    expect(nights.last(at("2026-11-24T02:30:00Z"))).toEqual({ at: at("2026-11-24T02:30:00Z"), day: "2026-11-23" });
  });

  it.each([
    {
      name: "runs a time that Berlin skips right after it",
      cron: "30 2 * * *",
      zone: "Europe/Berlin",
      from: "2026-03-28T12:00:00Z",
      due: ["2026-03-29T01:00Z", "2026-03-30T00:30Z"],
    },
    {
      name: "runs a time that Berlin repeats the first time only",
      cron: "30 2 * * *",
      zone: "Europe/Berlin",
      from: "2026-10-24T12:00:00Z",
      due: ["2026-10-25T00:30Z", "2026-10-26T01:30Z"],
    },
    {
      name: "runs a midnight that São Paulo skips at one o'clock",
      cron: "15 0 * * *",
      zone: "America/Sao_Paulo",
      from: "2018-11-03T12:00:00Z",
      due: ["2018-11-04T03:00Z", "2018-11-05T02:15Z"],
    },
    {
      name: "runs an hour before midnight that São Paulo repeats once",
      cron: "30 23 * * *",
      zone: "America/Sao_Paulo",
      from: "2018-02-17T12:00:00Z",
      due: ["2018-02-18T01:30Z", "2018-02-19T02:30Z"],
    },
    {
      name: "runs a day that Samoa skipped, at its end",
      cron: "0 12 * * *",
      zone: "Pacific/Apia",
      from: "2011-12-29T12:00:00Z",
      due: ["2011-12-29T22:00Z", "2011-12-30T10:00Z", "2011-12-30T22:00Z"],
    },
    {
      name: "joins times that a change of clocks moves together",
      cron: "0,30 2,3 * * *",
      zone: "Europe/Berlin",
      from: "2026-03-28T12:00:00Z",
      due: ["2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-30T00:00Z"],
    },
    {
      name: "keeps to weekdays",
      cron: "15 5 * * mon-fri",
      zone: "UTC",
      from: "2026-11-19T12:00:00Z",
      due: ["2026-11-20T05:15Z", "2026-11-23T05:15Z"],
    },
    {
      name: "waits for a day years away",
      cron: "0 5 29 2 *",
      zone: "UTC",
      from: "2096-03-01T00:00:00Z",
      due: ["2104-02-29T05:00Z"],
    },
  ])("$name", ({ cron, zone, from, due }) => {
    const nights = dueTimesOf(cron, zone);
    const found: string[] = [];
    for (let now = at(from); found.length < due.length; ) {
      const night = nights.next(now);
      // Both ways agree.
      expect(nights.last(night.at).at).toBe(night.at);
      expect(nights.last(night.at - 1).at).toBeLessThan(night.at);
      found.push(iso(night.at));
      now = night.at;
    }
    expect(found).toEqual(due);
  });
});
