import { describe, it } from "vitest";
import { disturbEvery } from "./disturb.ts";
import { prepareNight } from "./night.ts";

describe("a run of which one write fails", () => {
  it("whichever it is, from a cold or a warm start, says so, leaves `latest` whole, and is made up for by the next run", async () => {
    await disturbEvery(await prepareNight(), "EIO", ["cold", "warm"]);
  }, 600_000);
});
