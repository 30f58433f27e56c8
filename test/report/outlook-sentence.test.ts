import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { PartnerOutlook } from "../../src/domain/outlook.ts";
import { outlookFigures } from "../../src/report/outlook-figures.ts";
import { outlookSentence } from "../../src/report/outlook-sentence.ts";
import { closeToSilver, holdsGold, holdsSilver, sampleReport } from "./sample-report.ts";

const never = { "run-rate": undefined, zero: undefined };
const base: PartnerOutlook = {
  partnerId: "2000",
  runRate: usd("1000"),
  lines: { "run-rate": [], zero: [] },
  lostFrom: never,
  reachesNextTier: never,
  keep: undefined,
  reach: undefined,
};
const by = "2018-07-31";

describe("outlookSentence", () => {
  it.each([
    {
      name: "says what keeps the highest tier",
      partner: holdsGold,
      outlook: { keep: { tier: "gold", by, usdPerMonth: usd("855.771"), usdKnown: true, missingPeople: 0 } },
      said: "gold is kept if US$855.78 a month comes in until 2018-07-31",
    },
    {
      name: "says when it is kept whatever happens",
      partner: holdsGold,
      outlook: { keep: { tier: "gold", by, usdPerMonth: 0n, usdKnown: true, missingPeople: 0 } },
      said: "gold is kept up to 2018-07-31 even without further consumption",
    },
    {
      name: "says when a tier is lost, and what more than the run rate it takes",
      partner: holdsSilver,
      outlook: {
        lostFrom: { "run-rate": "2017-11-30", zero: "2017-09-30" },
        keep: { tier: "silver", by: "2017-11-30", usdPerMonth: usd("1000.01"), usdKnown: true, missingPeople: 1 },
        reach: { tier: "gold", by, usdPerMonth: usd("8333.3333333334"), usdKnown: true, missingPeople: 0 },
      },
      said: "silver is lost on 2017-11-30; keeping it takes US$1,000.01 a month and 1 more person; gold by 2018-07-31 takes US$8,333.34 a month",
    },
    {
      name: "leaves out dollars that the run rate brings",
      partner: closeToSilver,
      outlook: { reach: { tier: "silver", by, usdPerMonth: usd("1000"), usdKnown: true, missingPeople: 2 } },
      said: "silver by 2018-07-31 takes 2 more people",
    },
    {
      name: "says when the next tier is reached",
      partner: closeToSilver,
      outlook: { reachesNextTier: { "run-rate": "2017-09-30", zero: undefined } },
      said: "silver is reached on 2017-09-30",
    },
    {
      name: "says when it cannot be told",
      partner: closeToSilver,
      outlook: { reach: { tier: "silver", by, usdPerMonth: 0n, usdKnown: true, missingPeople: undefined } },
      said: "silver by 2018-07-31 cannot be judged: not all that it depends on is known",
    },
  ] as const)("$name", ({ partner, outlook, said }) => {
    expect(outlookSentence(partner, { ...base, ...outlook })).toBe(said);
  });
});

describe("outlookFigures", () => {
  it("counts partners with a lower or a higher tier than now", () => {
    expect(outlookFigures(sampleReport)).toEqual([
      { monthEnd: "2017-08-31", atRisk: 0, atRiskIfNothingEnters: 0, higher: 0 },
      { monthEnd: "2017-09-30", atRisk: 0, atRiskIfNothingEnters: 2, higher: 0 },
    ]);
  });
});
