import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { nextTierGap } from "../../src/report/next-tier-gap.ts";
import { consumption } from "../../src/requirements/consumption.ts";
import { people } from "../../src/requirements/people.ts";
import { closeToSilver, holdsGold, holdsSilver, unknownConsumption, unknownPeople } from "./sample-report.ts";

describe("nextTierGap", () => {
  it.each([
    { name: "is what the next tier lacks", of: closeToSilver, dollars: usd("1240.5433"), persons: 1n },
    { name: "looks at gold for a silver partner", of: holdsSilver, dollars: usd("79999.995"), persons: 1n },
    { name: "is zero for a gold partner", of: holdsGold, dollars: 0n, persons: 0n },
    { name: "is undefined where people are unknown", of: unknownPeople, dollars: usd("15005"), persons: undefined },
    { name: "is zero for what is met beside what is unknown", of: unknownConsumption, dollars: undefined, persons: 0n },
  ])("$name", ({ of, dollars, persons }) => {
    expect(nextTierGap(of, consumption)).toBe(dollars);
    expect(nextTierGap(of, people)).toBe(persons);
  });
});
