import { describe, expect, it } from "vitest";
import type { Revision } from "../../src/domain/rules.ts";
import { futureDays } from "../../src/outlook/future-days.ts";
import { peopleAhead } from "../../src/outlook/people-ahead.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { revision, ruleSet } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2018-08-15";
const settings = { mode: "complete-months", settleDays: 0 } as const;
const rows = [
  transcriptRow({ mcpId: "1", partnerId: "a", expiresOn: "2018-09-30" }),
  transcriptRow({ mcpId: "2", partnerId: "a", expiresOn: "2018-09-29" }),
  transcriptRow({ mcpId: "3", partnerId: "b", title: "Exam 70-534" }),
  transcriptRow({ mcpId: "4", partnerId: "c" }),
  transcriptRow({ mcpId: "5", partnerId: "c", completedOn: "2018-08-16" }),
];

function examsOn(revisions: readonly Revision[]): Record<string, (number | undefined)[]> {
  const { assessed, counts } = assessPeople({ rows, revision, asOf });
  const days = futureDays(asOf, { ...ruleSet, revisions }, settings);
  const ahead = peopleAhead({ asOf, revision, assessed: assessed, counts }, days);
  const of = (partnerId: string) =>
    ahead.slice(0, 6).map((count) => count.get(partnerId)?.byRoute.get("silver/certified-people/exams"));
  return { a: of("a"), b: of("b"), c: of("c") };
}

describe("peopleAhead", () => {
  it("drops a person on the first month-end after the last day of their credential", () => {
    // 2018-08-31, 2018-09-30, 2018-10-31, …: valid up to 30 September is valid on it.
    expect(examsOn([revision])["a"]).toEqual([2, 1, undefined, undefined, undefined, undefined]);
  });

  it("drops a person when the rules stop accepting the credential", () => {
    // Accepted until 2018-12-31, which is the fifth month-end.
    expect(examsOn([revision])["b"]).toEqual([1, 1, 1, 1, 1, undefined]);
  });

  it("does not know yet who passes after the as-of day", () => {
    expect(examsOn([revision])["c"]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("judges by the revision of each day", () => {
    const needsNothing: Revision = { ...revision, id: "later", from: "2018-11-01", tiers: [] };
    expect(examsOn([revision, needsNothing])["c"]).toEqual([1, 1, 1, undefined, undefined, undefined]);
  });

  it("keeps who counts over days without rules", () => {
    expect(examsOn([{ ...revision, to: "2018-09-30" }])["b"]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe("futureDays", () => {
  it("gives each month-end its window and its revision", () => {
    const later: Revision = { ...revision, id: "later", from: "2018-09-30", to: "2018-10-30" };
    const days = futureDays(asOf, { ...ruleSet, revisions: [{ ...revision, to: "2018-09-29" }, later] }, settings);
    expect(days.slice(0, 3).map((day) => [day.day, day.firstMonth, day.lastMonth, day.revision?.id])).toEqual([
      ["2018-08-31", "2017-09", "2018-08", "seed"],
      ["2018-09-30", "2017-10", "2018-09", "later"],
      ["2018-10-31", "2017-11", "2018-10", undefined],
    ]);
    expect(days).toHaveLength(12);
  });

  it("waits with a month that has not settled", () => {
    const [first] = futureDays(asOf, ruleSet, { mode: "complete-months", settleDays: 5 });
    expect([first?.firstMonth, first?.lastMonth]).toEqual(["2017-08", "2018-07"]);
  });

  it("has whole months for trailing days, too", () => {
    const [first] = futureDays(asOf, ruleSet, { mode: "trailing-days", settleDays: 0 });
    expect([first?.firstMonth, first?.lastMonth]).toEqual(["2017-09", "2018-08"]);
  });
});
