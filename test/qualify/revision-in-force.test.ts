import { describe, expect, it } from "vitest";
import type { RuleSet } from "../../src/domain/rules.ts";
import { revisionInForce } from "../../src/qualify/revision-in-force.ts";
import { revision, ruleSet } from "../fixtures/rules.ts";

const history: RuleSet = {
  ...ruleSet,
  revisions: [
    { ...revision, id: "A", from: "2017-06-27", to: "2017-07-06" },
    { ...revision, id: "B", from: "2017-07-07", to: "2017-11-02" },
    { ...revision, id: "C", from: "2017-12-01", to: "2018-08-30" },
  ],
};

describe("revisionInForce", () => {
  it.each([
    ["2017-06-27", "A"],
    ["2017-07-06", "A"],
    ["2017-07-07", "B"],
    ["2017-11-02", "B"],
    ["2017-12-01", "C"],
    ["2018-08-30", "C"],
  ])("as of %s is %s", (asOf, id) => {
    expect(revisionInForce(history, asOf).id).toBe(id);
  });

  it("is the open revision on any day", () => {
    expect(revisionInForce(ruleSet, "1999-01-01")).toBe(revision);
    expect(revisionInForce(ruleSet, "2099-01-01")).toBe(revision);
  });

  it("prefers the revision that starts later, whatever their order", () => {
    const revisions = [
      { ...revision, id: "new", from: "2017-01-01" },
      { ...revision, id: "old" },
    ];
    expect(revisionInForce({ ...ruleSet, revisions }, "2017-01-01").id).toBe("new");
    expect(revisionInForce({ ...ruleSet, revisions }, "2016-12-31").id).toBe("old");
  });

  it("says that the rules are not yet in force, and from when they are", () => {
    expect(() => revisionInForce(history, "2017-06-26")).toThrow(
      "found the as-of day 2017-06-26, when these rules are not yet in force\n  Expected 2017-06-27,",
    );
  });

  it("says that the rules are withdrawn, and since when", () => {
    expect(() => revisionInForce(history, "2018-08-31")).toThrow(
      "withdrawn: revision C ended on 2018-08-30\n  Expected 2018-08-30 or earlier.",
    );
  });

  it("names the next revision where the day falls between two", () => {
    expect(() => revisionInForce(history, "2017-11-03")).toThrow(
      "Expected 2017-11-02 or earlier, or 2017-12-01 or later.",
    );
  });
});
