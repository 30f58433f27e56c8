import { describe, expect, it } from "vitest";
import { people } from "../../src/requirements/people.ts";
import { peopleRule } from "../fixtures/rules.ts";

const close = { fromPercentTenThousandths: 800_000n, withinPeople: 1 };
const both = peopleRule(2);
const single = peopleRule(2, both.routes.slice(0, 1));

describe("a people requirement", () => {
  it.each([
    { needed: 1, withinPeople: 1, closeFrom: 0n },
    { needed: 2, withinPeople: 1, closeFrom: 1n },
    { needed: 2, withinPeople: 0, closeFrom: 2n },
  ])("is close from $closeFrom of $needed persons within $withinPeople", ({ needed, withinPeople, closeFrom }) => {
    const stated = people.state(peopleRule(needed), "developed", { ...close, withinPeople });
    expect(stated).toEqual({ threshold: BigInt(needed), closeFrom, quote: `${needed} must pass` });
  });

  const count = {
    byRoute: new Map([
      ["gold/certified-people/assessments", 1],
      ["gold/certified-people/exams", 2],
    ]),
    mixed: new Map([["gold/certified-people", 3]]),
  };
  it.each([
    { name: "the most persons on one route", facts: { people: count }, mixRoutes: false, measured: 2n },
    { name: "all persons where routes add up", facts: { people: count }, mixRoutes: true, measured: 3n },
    { name: "zero for a partner without persons", facts: {}, mixRoutes: false, measured: 0n },
  ])("measures $name", ({ facts, mixRoutes, measured }) => {
    expect(people.measure({ tier: "gold", rule: both }, facts, { mixRoutes })).toBe(measured);
  });

  it("measures a tier by its own routes, though another's have the same names", () => {
    expect(people.measure({ tier: "silver", rule: both }, { people: count }, { mixRoutes: false })).toBe(0n);
  });

  it("speaks of one person and of two people", () => {
    expect([1n, 2n].map(people.words.missing)).toEqual(["1 more person", "2 more people"]);
    expect([1n, 2n].map(people.words.lacking)).toEqual([
      "1 person with the right credential",
      "2 people with the right credential",
    ]);
  });

  it.each([
    { rule: both, mixRoutes: false, says: "2 people on one of the lists below; they are not added up" },
    { rule: both, mixRoutes: true, says: "2 people on the lists below together" },
    { rule: single, mixRoutes: false, says: "2 people" },
  ])("says which lists count: $says", ({ rule, mixRoutes, says }) => {
    expect(people.words.needed(rule, { threshold: 2n, market: "developed", mixRoutes })).toBe(says);
  });

  it("does not speak of adding up where one person is enough", () => {
    const asked = { threshold: 1n, market: "developed", mixRoutes: false } as const;
    expect(people.words.needed(peopleRule(1), asked)).toBe("1 person on one of the lists below");
  });
});
