import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FakeOrder, fakeWorld } from "./fake-world.ts";

const at = (text: string) => Date.parse(text);
const dayLength = 86_400_000;

/** Every day of a year, and the first of the next. */
function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / dayLength;
  return Array.from({ length: count }, (_, day) => new Date(first + day * dayLength).toISOString().slice(0, 10));
}

/** Ten thousand ascending moments of a year, at random. */
function momentsOf(year: number): number[] {
  const [from, to] = [Date.UTC(year, 0, 1, 12), Date.UTC(year + 1, 0, 1, 12)];
  const [moments = []] = fc.sample(
    fc.array(fc.integer({ min: from, max: to }), { minLength: 10_000, maxLength: 10_000 }),
    {
      numRuns: 1,
      seed: 7,
    },
  );
  return moments.toSorted((a, b) => a - b);
}

describe("ten thousand ticks over a year", () => {
  it.each([
    { zone: "UTC", cron: "15 5 * * *", year: 2026 },
    { zone: "Europe/Berlin", cron: "30 2 * * *", year: 2026 },
    { zone: "America/Sao_Paulo", cron: "30 0 * * *", year: 2018 },
    { zone: "America/Sao_Paulo", cron: "30 23 * * *", year: 2018 },
  ])("run exactly once a night: $cron in $zone, $year", async ({ zone, cron, year }) => {
    const moments = momentsOf(year);
    const world = fakeWorld({ cron, timeZone: zone, now: new Date(moments[0] ?? 0).toISOString(), catchUp: false });
    for (const moment of moments) {
      world.setNow(moment);
      await world.schedule.tick();
    }
    // From noon to noon, UTC: all nights but the first, and the first of the next year.
    const days = daysOf(year);
    const expected = cron.endsWith("23 * * *") ? days : [...days.slice(1), `${year + 1}-01-01`];
    expect(world.begun).toEqual(expected);
    expect(world.runsAtOnce()).toBe(1);
  });

  it("run once a night although some runs fail, and then after each failure once more", async () => {
    const codes = fc.sample(fc.constantFrom(0, 0, 0, 3, 1, 2, 4), { numRuns: 2_000, seed: 3 });
    const world = fakeWorld({ now: "2026-01-01T12:00:00Z", catchUp: false, codes: [...codes] });
    for (let now = at("2026-01-01T12:00:00Z"); now < at("2026-03-01T12:00:00Z"); now += 10 * 60_000) {
      world.setNow(now);
      await world.schedule.tick();
    }
    const runs = world.begun.map((day, index) => ({ day, code: codes[index] ?? 0 }));
    for (const day of daysOf(2026).slice(1, 60)) {
      const ofDay = runs.filter((run) => run.day === day).map(({ code }) => code);
      const published = ofDay.findIndex((code) => code === 0 || code === 3);
      expect(ofDay.length).toBe(published < 0 ? 3 : published + 1);
    }
    expect(world.told).toEqual(runs.map(({ code }) => code));
  });
});

describe("a schedule", () => {
  const noon = "2026-11-23T12:00:00Z";

  it("catches up a night that was missed, and says what comes next", async () => {
    const world = fakeWorld({ now: noon });
    await world.schedule.tick();
    await world.schedule.tick();
    expect(world.said).toEqual([
      "Running for 2026-11-23, due 2026-11-23 05:15 (UTC), which was missed.",
      "The run for 2026-11-23 has published its report.",
      "Next: the run for 2026-11-24 at 2026-11-24 05:15 (UTC), in 17 h 15 min.",
    ]);
  });

  it("catches up only the last of several missed nights", async () => {
    const world = fakeWorld({ now: noon });
    await world.schedule.tick();
    world.setNow(at(noon) + 4 * dayLength);
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23", "2026-11-27"]);
  });

  it.each<{ name: string; order: Partial<FakeOrder> }>([
    { name: "whose report is there", order: { isPublished: async () => true } },
    { name: "when told not to", order: { catchUp: false } },
  ])("catches up nothing $name", async ({ order }) => {
    const world = fakeWorld({ now: noon, ...order });
    await world.schedule.tick();
    expect(world.begun).toEqual([]);
  });

  it("tries a failed run again by the rule, then leaves it until the next night", async () => {
    const world = fakeWorld({ now: noon, codes: [2, 1, 2], retry: { times: 2, afterMinutes: 30 } });
    const tickAt = async (minutes: number) => {
      world.setNow(at(noon) + minutes * 60_000);
      await world.schedule.tick();
      return world.begun.length;
    };
    expect([await tickAt(0), await tickAt(29), await tickAt(30), await tickAt(60), await tickAt(90)]).toEqual([
      1, 1, 2, 3, 3,
    ]);
    expect(world.said.at(1)).toBe("The run for 2026-11-23 failed with exit code 2; nothing was published.");
    expect(world.said.at(2)).toBe("Next: try 2 for 2026-11-23 at 2026-11-23 12:30 (UTC), in 30 min.");
    expect(world.said.at(-1)).toBe("Next: the run for 2026-11-24 at 2026-11-24 05:15 (UTC), in 16 h 15 min.");
  });

  it("does not try again once another run has published the night's report", async () => {
    const seen = [false, true];
    const world = fakeWorld({ now: noon, codes: [4], isPublished: async () => seen.shift() ?? true });
    await world.schedule.tick();
    world.setNow(at(noon) + 30 * 60_000);
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23"]);
    expect(world.said).toContain("The run for 2026-11-23 was refused: another run holds the output folder.");
    expect(world.said).toContain("The report for 2026-11-23 is already there.");
  });

  it("lets a new night take the place of a try still to come", async () => {
    const world = fakeWorld({ now: noon, codes: [2], retry: { times: 5, afterMinutes: 1_440 } });
    await world.schedule.tick();
    expect(world.said.at(-1)).toContain("Next: the run for 2026-11-24");
    world.setNow(at(noon) + dayLength);
    await world.schedule.tick();
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23", "2026-11-24"]);
  });

  it("never runs two at once: a night due meanwhile is run after", async () => {
    const world = fakeWorld({ now: noon, codes: [undefined] });
    const first = world.schedule.tick();
    await Promise.resolve();
    world.setNow(at(noon) + dayLength);
    const second = world.schedule.tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.begun).toEqual(["2026-11-23"]);
    world.endRun();
    await Promise.all([first, second]);
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23", "2026-11-24"]);
    expect(world.runsAtOnce()).toBe(1);
  });

  it("is not ended by trouble around a run, which counts as a failure", async () => {
    const answers = [() => Promise.reject(new Error("EIO: the disk is gone")), async () => false];
    const world = fakeWorld({ now: noon, isPublished: () => (answers.shift() ?? (async () => false))() });
    await world.schedule.tick();
    expect(world.begun).toEqual([]);
    expect(world.said).toContain("Problem with the run: EIO: the disk is gone");
    world.setNow(at(noon) + 30 * 60_000);
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23"]);
  });

  it("does not repeat a night when the clock is put back", async () => {
    const world = fakeWorld({ now: noon });
    await world.schedule.tick();
    world.setNow(at("2026-11-23T05:00:00Z"));
    await world.schedule.tick();
    world.setNow(at("2026-11-23T05:20:00Z"));
    await world.schedule.tick();
    expect(world.begun).toEqual(["2026-11-23"]);
  });
});

describe("stopping a schedule", () => {
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const going = { now: "2026-11-23T12:00:00Z", codes: [undefined] };

  it("begins nothing more", async () => {
    const world = fakeWorld({ now: "2026-11-23T12:00:00Z" });
    const stopped = world.schedule.stop();
    await world.schedule.tick();
    expect(await stopped).toBe("idle");
    expect(world.begun).toEqual([]);
    expect(world.said).toEqual(["Stopping."]);
  });

  it("lets a run end that ends in time", async () => {
    const world = fakeWorld(going);
    void world.schedule.tick();
    await settle();
    const stopped = world.schedule.stop();
    world.endRun({ code: 3 });
    expect(await stopped).toBe("finished");
    expect(world.told).toEqual([3]);
    expect(world.clearedUp()).toBe(0);
  });

  it("abandons a run that does not, clears up, and tells the health check", async () => {
    const world = fakeWorld(going);
    void world.schedule.tick();
    await settle();
    const stopped = world.schedule.stop();
    await settle();
    world.passTime();
    expect(await stopped).toBe("abandoned");
    expect([world.clearedUp(), world.told]).toEqual([1, [137]]);
    expect(world.said.slice(1)).toEqual([
      "Stopping as soon as the run has ended; in 5 seconds at the latest.",
      "The run for 2026-11-23 was ended by a signal before it was done.",
      "The run was abandoned; the previous report is still the latest.",
    ]);
  });

  it("abandons it at once when asked a second time", async () => {
    const world = fakeWorld(going);
    void world.schedule.tick();
    await settle();
    const first = world.schedule.stop();
    expect(await world.schedule.stop()).toBe("abandoned");
    expect(await first).toBe("abandoned");
  });

  it("clears up after a run that a signal ended while nobody asked, and tries it again", async () => {
    const world = fakeWorld({ ...going, codes: [undefined, 0] });
    const tick = world.schedule.tick();
    await settle();
    world.endRun({ code: 137, cutShort: true });
    await tick;
    expect([world.clearedUp(), world.told]).toEqual([1, [137]]);
    expect(world.said.at(-1)).toContain("Next: try 2 for 2026-11-23");
  });
});
