import { describe, expect, it } from "vitest";
import { usd, withThousands } from "../../src/domain/money.ts";
import { gapSentence } from "../../src/report/gap-sentence.ts";
import { closeToSilver, findings, holdsGold, holdsSilver, unknownConsumption, unknownPeople } from "./sample-report.ts";

describe("gapSentence", () => {
  it.each([
    {
      name: "names dollars, rounded up, and people",
      of: closeToSilver,
      says: "needs US$1,240.55 more consumption and 1 more person for silver",
    },
    {
      name: "names gold for a silver partner",
      of: holdsSilver,
      says: "needs US$80,000.00 more consumption and 1 more person for gold",
    },
    { name: "is empty for gold", of: holdsGold, says: "" },
    {
      name: "says what cannot be judged after what can",
      of: unknownPeople,
      says: "needs US$15,005.00 more consumption for silver; needs transcripts to be read to judge the people requirement for silver",
    },
    {
      name: "says that consumption cannot be judged",
      of: unknownConsumption,
      says: "needs consumption exports to be read to judge the consumption requirement for silver",
    },
  ])("$name", ({ of, says }) => {
    expect(gapSentence(of)).toBe(says);
  });

  it("names people alone where the dollars are there", () => {
    const met = { outcome: "met", measured: usd("15000") } as const;
    const lacksPeople = findings([met, { outcome: "short", measured: 0n, gap: 2n }], [met, met]);
    expect(gapSentence({ ...closeToSilver, findings: lacksPeople })).toBe("needs 2 more people for silver");
  });

  it("names dollars alone where the people are there", () => {
    const gap = { outcome: "close", measured: usd("14999.9999999999"), gap: usd("0.0000000001") } as const;
    const lacksDollars = findings([gap, { outcome: "met", measured: 1n }], [gap, gap]);
    expect(gapSentence({ ...closeToSilver, findings: lacksDollars })).toBe("needs US$0.01 more consumption for silver");
  });
});

describe("withThousands", () => {
  it.each([
    ["999.99", "999.99"],
    ["1000.00", "1,000.00"],
    ["1234567", "1,234,567"],
    ["-1000.50", "-1,000.50"],
    ["-100.00", "-100.00"],
  ])("prints %s as %s", (plain, grouped) => {
    expect(withThousands(plain)).toBe(grouped);
  });
});
