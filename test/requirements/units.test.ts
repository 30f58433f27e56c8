import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { countOf, usDollars } from "../../src/requirements/units.ts";

describe("US dollars", () => {
  const thresholds = [usd("15000")];

  it.each([
    { name: "shows all digits of what would read like the threshold", measured: "14999.9999", says: "US$14,999.9999" },
    { name: "shows cents where they tell the difference", measured: "14999.99", says: "US$14,999.99" },
    { name: "shows cents of what reaches the threshold", measured: "15000.0001", says: "US$15,000.00" },
    { name: "puts the sign before the currency", measured: "-5", says: "-US$5.00" },
  ])("$name", ({ measured, says }) => {
    expect(usDollars.measuredInWords(usd(measured), thresholds)).toBe(says);
  });

  it("are exact for programs", () => {
    expect(usDollars.toJson(usd("0.0000000001"))).toBe("0.0000000001");
  });
});

describe("countOf", () => {
  const people = countOf({ id: "people", one: "person", many: "people" });

  it("speaks of one and of many, with commas between thousands", () => {
    expect([0n, 1n, 1200n].map(people.inWords)).toEqual(["0 people", "1 person", "1,200 people"]);
  });

  it("is a number for programs", () => {
    expect(people.toJson(2n)).toBe(2);
  });
});
