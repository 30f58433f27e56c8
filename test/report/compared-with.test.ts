import { describe, expect, it } from "vitest";
import type { Change } from "../../src/domain/change.ts";
import { movedSentence } from "../../src/report/compared-with.ts";

const comparedWith = { asOf: "2017-07-31", runId: "20170801T000000Z-abcdef" };
const change = (kind: Change["kind"]) => ({ kind }) as Change;

describe("movedSentence", () => {
  it("counts each kind of change, the best news first", () => {
    const changes = [change("new"), change("promoted"), change("further"), change("promoted")];
    expect(movedSentence({ comparedWith, changes })).toBe(
      "Since the run for 2017-07-31: 2 rose to a higher tier, 1 moved away from the next tier, 1 new",
    );
  });

  it("counts tiers that became unknown, and those that are known again, as no move up or down", () => {
    const changes = [change("known"), change("unknown"), change("unknown")];
    expect(movedSentence({ comparedWith, changes })).toBe(
      "Since the run for 2017-07-31: 2 of an unknown tier now, 1 of a known tier again",
    );
  });

  it("says that nothing changed", () => {
    expect(movedSentence({ comparedWith, changes: [] })).toBe(
      "Since the run for 2017-07-31: no tier or finding changed",
    );
  });

  it("says that there is nothing to compare with", () => {
    expect(movedSentence({ comparedWith: undefined, changes: [] })).toBe("No earlier run to compare with");
  });
});
