import { describe, expect, it } from "vitest";
import type { PartnerConsumption } from "../../src/domain/consumption.ts";
import { formatCents, usd } from "../../src/domain/money.ts";
import type { KnownMonth } from "../../src/domain/outlook.ts";
import { rejectsOf } from "../../src/domain/rejected-share.ts";
import type { Revision } from "../../src/domain/rules.ts";
import type { Market } from "../../src/domain/tier.ts";
import { windowFor } from "../../src/domain/window.ts";
import { makeOutlook } from "../../src/outlook/make-outlook.ts";
import type { KnownToday, OutlookOptions } from "../../src/outlook/outlook-options.ts";
import { assessPartner } from "../../src/qualify/assess-partner.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { consumption as consumptionKind } from "../../src/requirements/consumption.ts";
import { isOfKind } from "../../src/requirements/of-kind.ts";
import { revision, ruleSet } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2017-07-31";
const windowSettings = { mode: "complete-months", settleDays: 0 } as const;
const window = windowFor(asOf, windowSettings);
const options: OutlookOptions = {
  asOf,
  window,
  windowSettings,
  ruleSet,
  revision,
  runRateMonths: 3,
  consumptionRead: true,
  transcriptsRead: true,
  close: { fromPercentTenThousandths: 800_000n, withinPeople: 1 },
  mixRoutes: false,
  rejectedPercentPerPartner: 20,
  market: { basis: "partner", lookup: () => "developed" },
};

const noRejects = { consumption: new Map(), transcripts: new Map() };

/** The consumption of a partner that has none. */
const nobody: PartnerConsumption = {
  partnerId: "",
  months: new Map(),
  total: 0n,
  monthsSeen: 0,
  customerCountries: [],
  countriesByMonth: new Map(),
};

interface Situation {
  /** Dollars of each month of the window, oldest first. */
  readonly dollars: readonly string[];
  readonly country?: string;
  readonly facts?: Partial<KnownToday>;
  readonly basis?: Partial<OutlookOptions>;
  readonly market?: Market;
}

function outlookOf({ dollars, country = "", facts, basis: other, market = "developed" }: Situation) {
  const all = { ...options, ...other };
  const months = new Map(window.months.map((month, index) => [month, usd(dollars[index] ?? "0")]));
  const consumption: PartnerConsumption = {
    partnerId: "contoso",
    months,
    total: [...months.values()].reduce((sum, one) => sum + one, 0n),
    monthsSeen: 12,
    customerCountries: [],
    countriesByMonth: new Map(window.months.map((month, index) => [month, [index === 0 ? country : "India"]])),
  };
  const { assessed: rows, counts } = assessPeople({
    rows: [transcriptRow({ expiresOn: "2018-03-31" })],
    revision,
    asOf,
  });
  const known: KnownToday = {
    consumption: new Map([["contoso", consumption]]),
    afterWindow: [],
    otherwiseAccepted: [],
    assessed: rows,
    people: counts,
    further: new Map(),
    rejected: noRejects,
    ...facts,
  };
  const names = { partnerId: "contoso", partnerName: "", country: "" };
  const rejected = rejectsOf(known.rejected, "contoso");
  const assessed = assessPartner({ ...names, market, consumption, people: counts.get("contoso"), rejected }, all);
  const outlook = makeOutlook([assessed], known, all);
  const [partner] = outlook.partners;
  if (partner === undefined) throw new Error("no partner");
  return { outlook, partner, assessed };
}

const even = (each: string) => Array.from({ length: 12 }, () => each);

describe("makeOutlook", () => {
  it("loses a tier with the person it rests on, however much is consumed", () => {
    const { partner } = outlookOf({ dollars: even("2000") });
    expect(partner.lostFrom).toEqual({ "run-rate": "2018-04-30", zero: "2017-12-31" });
    expect(partner.keep).toEqual({
      tier: "silver",
      by: "2018-04-30",
      usdPerMonth: usd("1000"),
      usdKnown: true,
      missingPeople: 1,
    });
  });

  it("reaches the next tier when the months that leave are smaller than those that enter", () => {
    const { partner } = outlookOf({ dollars: ["0", "0", "0", "0", "0", "0", "0", "0", "0", "2000", "2000", "2000"] });
    expect(partner.runRate).toBe(usd("2000"));
    expect(partner.reachesNextTier).toEqual({ "run-rate": "2017-12-31", zero: undefined });
    expect(partner.lines["run-rate"].slice(3, 5).map(({ usd: dollars, tier }) => [dollars, tier])).toEqual([
      [usd("14000"), "none"],
      [usd("16000"), "silver"],
    ]);
    expect(partner.reach).toEqual({
      tier: "silver",
      by: "2017-12-31",
      usdPerMonth: usd("1800"),
      usdKnown: true,
      missingPeople: 0,
    });
  });

  it("reaches a threshold exactly, and a ten-billionth less does not", () => {
    const exactly = outlookOf({ dollars: even("1250"), facts: {} }).partner;
    expect(exactly.lostFrom["run-rate"]).toBe("2018-04-30");
    const below = outlookOf({
      dollars: [
        "1250.0000000003",
        ...even("1250").slice(0, 8),
        "1249.9999999999",
        ...even("1249.9999999999").slice(0, 2),
      ],
    });
    expect(below.assessed.tier).toBe("silver");
    expect(below.partner.lostFrom["run-rate"]).toBe("2017-08-31");
  });

  it("knows what came after the window, and adds what is planned", () => {
    const afterWindow: KnownMonth[] = [
      { partnerId: "contoso", month: "2017-08", usd: usd("700"), customerCountries: [] },
      { partnerId: "fabrikam", month: "2017-08", usd: usd("90000"), customerCountries: [] },
    ];
    const planned = [{ partnerId: "contoso", month: "2017-09", usd: usd("50") }];
    const { partner } = outlookOf({
      dollars: even("100"),
      facts: { afterWindow, planned },
      basis: { asOf: "2017-08-20" },
    });
    const sums = (line: "run-rate" | "zero") => partner.lines[line].map((point) => formatCents(point.usd ?? 0n));
    expect(sums("run-rate").slice(0, 2)).toEqual(["1800.00", "1850.00"]);
    expect(sums("zero").slice(0, 3)).toEqual(["1800.00", "1750.00", "1650.00"]);
  });

  it("counts what a revision to come accepts", () => {
    const later: Revision = {
      ...revision,
      id: "later",
      from: "2017-10-01",
      tiers: revision.tiers.map((tier) => ({
        ...tier,
        requirements: tier.requirements.map((rule) =>
          isOfKind(rule, consumptionKind) ? { ...rule, accepts: ["pal"] } : rule,
        ),
      })),
    };
    const months = [{ partnerId: "contoso", month: "2017-07", usd: usd("7"), customerCountries: [] }];
    const { partner } = outlookOf({
      dollars: even("1000"),
      facts: { otherwiseAccepted: [{ accepted: ["pal"], months }] },
      basis: { ruleSet: { ...ruleSet, revisions: [revision, later] } },
    });
    expect(partner.lines.zero.slice(1, 3).map((point) => point.usd)).toEqual([usd("10000"), usd("7")]);
    expect(partner.lines["run-rate"].slice(1, 3).map((point) => point.usd)).toEqual([usd("12000"), usd("3007")]);
  });

  it("follows the customers whose consumption is in the window", () => {
    const lookup = (country: string) => (country === "India" ? "emerging" : "developed") as Market;
    const by = { market: { basis: "customer", lookup } } as const;
    const { partner } = outlookOf({ dollars: even("1100"), country: "Germany", basis: by });
    // The German customer leaves in August; then 10,000 dollars are enough, if nothing developed enters.
    expect(partner.lines.zero[0]).toEqual({ usd: usd("12100"), people: 1, tier: "silver" });
    expect(partner.lines["run-rate"][0]).toEqual({ usd: usd("13200"), people: 1, tier: "none" });
  });

  const tooMany = { consumption: new Map([["contoso", { rows: 10, rejected: 3 }]]), transcripts: new Map() };

  it("is unknown on every day where the tier is unknown now, whatever comes in", () => {
    const { partner, assessed } = outlookOf({
      dollars: [...even("0").slice(3), "1", "4000", "9000"],
      facts: { rejected: tooMany },
    });
    expect(assessed.tier).toBe("unknown");
    const points = [...partner.lines["run-rate"], ...partner.lines.zero];
    expect(points.every(({ usd: dollars, tier }) => dollars === undefined && tier === "unknown")).toBe(true);
    expect(partner).toMatchObject({
      runRate: undefined,
      lostFrom: { "run-rate": undefined },
      reachesNextTier: { "run-rate": undefined },
      reach: { usdPerMonth: undefined, usdKnown: false },
    });
  });

  it("does not call a tier lost that is only unknown then, and says nothing of what the next one takes", () => {
    const { partner } = outlookOf({ dollars: ["15000", ...even("0").slice(1)], facts: { rejected: tooMany } });
    expect(partner.lines.zero[1]).toEqual({ usd: undefined, people: 1, tier: "unknown" });
    expect(partner.lostFrom).toEqual({ "run-rate": "2018-04-30", zero: "2018-04-30" });
    expect([partner.keep?.usdKnown, partner.reach?.usdKnown]).toEqual([false, false]);
  });

  it("keeps a tier that is met all the same", () => {
    const { partner } = outlookOf({ dollars: even("2000"), facts: { rejected: tooMany } });
    expect(partner.lines["run-rate"][0]).toEqual({ usd: usd("24000"), people: 1, tier: "silver" });
    expect(partner.keep).toMatchObject({ usdKnown: true, usdPerMonth: usd("1000") });
  });

  it("says nothing of dollars that nobody knows, and of days without rules", () => {
    const unknown = outlookOf({ dollars: [], basis: { consumptionRead: false } }).partner;
    expect(unknown.runRate).toBeUndefined();
    expect(unknown.lines["run-rate"][0]).toEqual({ usd: undefined, people: 1, tier: "unknown" });
    expect(unknown.reach?.usdPerMonth).toBeUndefined();
    const ending = { ruleSet: { ...ruleSet, revisions: [{ ...revision, to: "2017-09-30" }] } };
    const { outlook, partner } = outlookOf({ dollars: even("2000"), basis: ending });
    expect(outlook.withoutRules[0]).toBe("2017-10-31");
    expect(partner.lines["run-rate"][2]).toEqual({ usd: usd("24000"), people: undefined, tier: undefined });
    expect(partner.lostFrom).toEqual({ "run-rate": undefined, zero: undefined });
    expect(partner.keep?.by).toBe("2017-09-30");
  });

  it("tells partners apart that have the same persons but not the same dollars", () => {
    const months = (each: string) => new Map(window.months.map((month) => [month, usd(each)]));
    const dollars = { contoso: "2000", fabrikam: "1250", tailspin: "100", adatum: "0" };
    const consumption = new Map(
      Object.entries(dollars).map(([partnerId, each]) => [
        partnerId,
        { ...nobody, partnerId, months: months(each), total: 12n * usd(each) },
      ]),
    );
    const people = [...Object.keys(dollars), "woodgrove"].map((partnerId) =>
      transcriptRow({ partnerId, mcpId: partnerId, expiresOn: "2018-03-31" }),
    );
    const { assessed: rows, counts } = assessPeople({ rows: people, revision, asOf });
    const facts = {
      consumption,
      afterWindow: [],
      otherwiseAccepted: [],
      assessed: rows,
      people: counts,
      further: new Map(),
      rejected: noRejects,
    };
    const assessed = people.map(({ partnerId }) => {
      const names = { partnerId, partnerName: "", country: "", market: "developed" } as const;
      return assessPartner(
        { ...names, consumption: consumption.get(partnerId), people: counts.get(partnerId) },
        options,
      );
    });
    const { partners } = makeOutlook(assessed, facts, options);
    expect(partners).toEqual(assessed.flatMap((one) => makeOutlook([one], facts, options).partners));
    expect(partners.map(({ lostFrom }) => lostFrom.zero)).toEqual([
      "2017-12-31",
      "2017-08-31",
      undefined,
      undefined,
      undefined,
    ]);
    expect(partners.map(({ lines }) => lines["run-rate"][0]?.usd)).toEqual(
      ["24000", "15000", "1200", "0", "0"].map(usd),
    );
  });
});
