import { afterEach, describe, expect, it, vi } from "vitest";
import { everyMinute } from "../../src/schedule/ticks.ts";

describe("everyMinute", () => {
  afterEach(() => vi.useRealTimers());

  it("calls back at each full minute until stopped, and within one after an hour that was slept through", async () => {
    vi.useFakeTimers({ now: new Date("2026-03-29T00:58:30Z") });
    const seen: string[] = [];
    const ticks = everyMinute(() => seen.push(new Date(Date.now()).toISOString().slice(11, 19)));
    await vi.advanceTimersByTimeAsync(150_000);
    expect(seen).toEqual(["00:59:00", "01:00:00", "01:01:00"]);

    vi.setSystemTime(new Date("2026-03-29T02:01:30Z"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(4);
    ticks.stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(seen).toHaveLength(4);
  });
});
