import { describe, expect, it } from "vitest";
import { peopleCauses } from "../../src/changes/people-causes.ts";
import { pairOf } from "../../src/changes/run-pair.ts";
import type { PersonReason } from "../../src/domain/person.ts";
import type { PersonSnapshot, Snapshot } from "../../src/domain/snapshot.ts";
import { person, snapshot } from "./snapshots.ts";

/** What is said about each partner: event, people, and the other partner. */
function told(before: readonly PersonSnapshot[], after: readonly PersonSnapshot[], runs: Partial<Snapshot> = {}) {
  const causes = peopleCauses(pairOf(snapshot({ persons: before }), snapshot({ persons: after, ...runs })));
  return Object.fromEntries(
    [...causes].map(([partnerId, own]) => [
      partnerId,
      own.map(({ event, people, route, partnerId: other }) =>
        [event, people, route, other].filter((x) => x !== undefined).join(" "),
      ),
    ]),
  );
}

const otherRoutes = { rules: { ...snapshot().rules, routes: "exams: 70-532, 70-535" } };

describe("peopleCauses", () => {
  it("says nothing about who counts as before, also under further ids", () => {
    expect(told([person(["ana"], "1")], [person(["ana", "mcp 7"], "1")])).toEqual({});
  });

  it("tells gained, lost and moved apart", () => {
    expect(told([], [person(["ana"], "1")])).toEqual({ 1: ["gained 1 exams"] });
    expect(told([person(["ana"], "1")], [])).toEqual({ 1: ["lost -1 exams"] });
    expect(told([person(["ana"], "1")], [person(["ana"], "2")])).toEqual({
      1: ["moved to -1 exams 2"],
      2: ["moved from 1 exams 1"],
    });
  });

  it.each<[PersonReason, string]>([
    ["expired", "expired"],
    ["inactive", "inactive"],
    ["no-longer-accepted", "no longer accepted"],
    ["not-passed", "lost"],
    ["no-partner", "lost"],
  ])("says of a person who no longer counts for the reason %s: %s", (reason, event) => {
    expect(told([person(["ana"], "1")], [person(["ana"], "1", { exams: reason })])).toEqual({
      1: [`${event} -1 exams`],
    });
    const back = event === "no longer accepted" ? "newly accepted" : "gained";
    expect(told([person(["ana"], "1", { exams: reason })], [person(["ana"], "1")])).toEqual({ 1: [`${back} 1 exams`] });
  });

  it("has each route of a person apart", () => {
    const both = person(["ana"], "1", { exams: "counted", assessments: "counted" });
    expect(told([person(["ana"], "1")], [both])).toEqual({ 1: ["gained 1 assessments"] });
  });

  it("credits the rules with what was passed before they named it, not with what was passed since", () => {
    const before = snapshot().asOf;
    const since = (day: string): PersonSnapshot => ({
      ...person(["ana"], "1"),
      routes: new Map([["exams", { reason: "counted", since: day }]]),
    });
    expect(told([], [since(before)], otherRoutes)).toEqual({ 1: ["newly accepted 1 exams"] });
    expect(told([], [since("2017-08-16")], otherRoutes)).toEqual({ 1: ["gained 1 exams"] });
    expect(told([], [since(before)])).toEqual({ 1: ["gained 1 exams"] });
    const without = person(["ana"], "1", { assessments: "expired" });
    expect(told([person(["ana"], "1")], [without], otherRoutes)).toEqual({ 1: ["no longer accepted -1 exams"] });
  });

  it("says that two persons turned out to be one", () => {
    const one = person(["ana", "mcp 7"], "1");
    expect(told([person(["ana"], "1"), person(["mcp 7"], "1")], [one])).toEqual({ 1: ["merged -1 exams"] });
    expect(told([one], [person(["ana"], "1"), person(["mcp 7"], "1")])).toEqual({ 1: ["gained 1 exams"] });
  });

  it("only counts where the secret is another", () => {
    const after = [person(["x"], "1"), person(["y"], "1"), person(["z"], "2")];
    const before = [person(["ana"], "1"), person(["bob"], "3")];
    expect(told(before, after, { personKeyId: "another" })).toEqual({
      1: ["gained 1 exams"],
      2: ["gained 1 exams"],
      3: ["lost -1 exams"],
    });
  });
});
