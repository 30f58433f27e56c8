import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartnerConsumption } from "../../src/domain/consumption.ts";
import { type Usd, usd } from "../../src/domain/money.ts";
import type { PeopleCount } from "../../src/domain/person.ts";
import { windowFor } from "../../src/domain/window.ts";
import { type AssessmentOptions, assessPartner, type MeasuredPartner } from "../../src/qualify/assess-partner.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { revision } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const options: AssessmentOptions = {
  revision,
  window: windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 }),
  consumptionRead: true,
  transcriptsRead: true,
  close: { fromPercentTenThousandths: 800_000n, withinPeople: 1 },
  mixRoutes: false,
  rejectedPercentPerPartner: 20,
};

function consumption(total: Usd): PartnerConsumption {
  return {
    partnerId: "contoso",
    months: new Map([["2017-03", total]]),
    total,
    monthsSeen: 1,
    customerCountries: [],
    countriesByMonth: new Map(),
  };
}

/** So many persons by assessment, and so many others by exam. */
function people(byAssessment: number, byExam: number): PeopleCount | undefined {
  const titles = [
    ...Array(byAssessment).fill("Technical Assessment for Cloud Platform"),
    ...Array(byExam).fill("70-532"),
  ];
  const rows = titles.map((title: string, index) => transcriptRow({ title, mcpId: `${index}` }));
  return assessPeople({ rows, revision, asOf: "2017-08-15" }).counts.get("contoso");
}

function assess(facts: Partial<MeasuredPartner>, changed: Partial<AssessmentOptions> = {}) {
  const contoso = { partnerId: "contoso", partnerName: "Contoso", country: "Germany", market: "developed" } as const;
  return assessPartner({ ...contoso, consumption: undefined, people: undefined, ...facts }, { ...options, ...changed });
}

describe("assessPartner", () => {
  it.each([
    { market: "developed", dollars: "14999.9999999999", tier: "none", next: "silver" },
    { market: "developed", dollars: "15000", tier: "silver", next: "gold" },
    { market: "emerging", dollars: "9999.99", tier: "none", next: "silver" },
    { market: "emerging", dollars: "10000", tier: "silver", next: "gold" },
    { market: "developed", dollars: "99999.99", tier: "silver", next: "gold" },
    { market: "developed", dollars: "100000", tier: "gold", next: undefined },
    { market: "emerging", dollars: "99999.99", tier: "silver", next: "gold" },
    { market: "emerging", dollars: "100000", tier: "gold", next: undefined },
  ] as const)("finds $tier for $dollars dollars in a $market market", ({ market, dollars, tier, next }) => {
    const assessment = assess({ market, consumption: consumption(usd(dollars)), people: people(2, 0) });
    expect(assessment).toMatchObject({ tier, nextTier: next });
  });

  it.each([
    { assessments: 0, exams: 0, tier: "none", counted: 0 },
    { assessments: 1, exams: 0, tier: "silver", counted: 1 },
    { assessments: 0, exams: 1, tier: "silver", counted: 1 },
    { assessments: 1, exams: 1, tier: "silver", counted: 1 },
    { assessments: 2, exams: 0, tier: "gold", counted: 2 },
    { assessments: 0, exams: 2, tier: "gold", counted: 2 },
    { assessments: 2, exams: 1, tier: "gold", counted: 2 },
  ])("finds $tier for $assessments by assessment and $exams by exam", ({ assessments, exams, tier, counted }) => {
    const assessment = assess({ consumption: consumption(usd("100000")), people: people(assessments, exams) });
    expect(assessment).toMatchObject({ tier, people: counted, assessmentPeople: assessments, examPeople: exams });
  });

  it("says which tier it would be if routes mixed, and only where that differs", () => {
    const facts = { consumption: consumption(usd("100000")) };
    expect(assess({ ...facts, people: people(1, 1) }).tierIfRoutesMixed).toBe("gold");
    expect(assess({ ...facts, people: people(2, 0) })).not.toHaveProperty("tierIfRoutesMixed");
    expect(assess({ ...facts, people: people(1, 0) })).not.toHaveProperty("tierIfRoutesMixed");
    expect(assess({ consumption: consumption(usd("99999")), people: people(1, 1) })).not.toHaveProperty(
      "tierIfRoutesMixed",
    );
  });

  it("counts persons over all routes where the operator lets them mix", () => {
    const mixed = assess({ consumption: consumption(usd("100000")), people: people(1, 1) }, { mixRoutes: true });
    expect(mixed).toMatchObject({ tier: "gold", people: 2 });
    expect(mixed).not.toHaveProperty("tierIfRoutesMixed");
  });

  it.each([
    { name: "close by dollars", dollars: "12000", assessments: 1, finding: "close" },
    { name: "short by dollars", dollars: "11999.99", assessments: 1, finding: "short" },
    { name: "close by one person", dollars: "15000", assessments: 0, finding: "close" },
    { name: "close by both", dollars: "12000", assessments: 0, finding: "close" },
    { name: "short where one is close and the other short", dollars: "0", assessments: 0, finding: "short" },
  ])("is $name to silver", ({ dollars, assessments, finding }) => {
    const assessment = assess({ consumption: consumption(usd(dollars)), people: people(assessments, 0) });
    expect(assessment).toMatchObject({ tier: "none", nextTier: "silver", nextTierFinding: finding });
  });

  it.each([
    { dollars: "80000", assessments: 2, finding: "close" },
    { dollars: "79999.99", assessments: 2, finding: "short" },
    { dollars: "100000", assessments: 1, finding: "close" },
  ])("is $finding to gold with $dollars dollars and $assessments persons", ({ dollars, assessments, finding }) => {
    const assessment = assess({ consumption: consumption(usd(dollars)), people: people(assessments, 0) });
    expect(assessment).toMatchObject({ tier: "silver", nextTier: "gold", nextTierFinding: finding });
  });

  it("has no next tier, and no finding for it, at the highest", () => {
    const gold = assess({ consumption: consumption(usd("100000")), people: people(2, 0) });
    expect(gold.nextTier).toBeUndefined();
    expect(gold.nextTierFinding).toBeUndefined();
    expect(gold.findings.map(({ tier, finding }) => `${tier} ${finding.outcome}`)).toEqual([
      "silver met",
      "silver met",
      "gold met",
      "gold met",
    ]);
  });

  it("is zero, not unknown, where exports were read that do not name the partner", () => {
    const assessment = assess({});
    expect(assessment).toMatchObject({ consumption: 0n, people: 0, tier: "none", nextTierFinding: "short" });
    expect([...assessment.months]).toHaveLength(12);
    expect(new Set(assessment.months.values())).toEqual(new Set([0n]));
  });

  it("is unknown where no consumption export was read", () => {
    const assessment = assess({ people: people(2, 0) }, { consumptionRead: false });
    expect(assessment).toMatchObject({ tier: "unknown", nextTier: "silver", nextTierFinding: "unknown", people: 2 });
    expect(assessment.consumption).toBeUndefined();
    expect(assessment.months.size).toBe(0);
  });

  it("is unknown where no transcript export was read", () => {
    const assessment = assess({ consumption: consumption(usd("100000")) }, { transcriptsRead: false });
    expect(assessment).toMatchObject({ tier: "unknown", nextTierFinding: "unknown" });
    expect([assessment.people, assessment.assessmentPeople, assessment.examPeople]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  const [tooMany, atLimit] = [
    { rows: 10, rejected: 3 },
    { rows: 10, rejected: 2 },
  ];

  it.each([
    {
      name: "unknown beyond the limit",
      share: tooMany,
      dollars: "14999",
      tier: "unknown",
      finding: "unknown",
      shown: undefined,
    },
    {
      name: "known exactly at it",
      share: atLimit,
      dollars: "14999",
      tier: "none",
      finding: "close",
      shown: usd("14999"),
    },
    {
      name: "met all the same",
      share: tooMany,
      dollars: "15000",
      tier: "silver",
      finding: "unknown",
      shown: usd("15000"),
    },
    {
      name: "gold all the same",
      share: tooMany,
      dollars: "100000",
      tier: "gold",
      finding: undefined,
      shown: usd("100000"),
    },
  ])("with rejected consumption is $name", ({ share, dollars, tier, finding, shown }) => {
    const facts = { consumption: consumption(usd(dollars)), people: people(2, 0), rejected: { consumption: share } };
    const found = assess(facts);
    expect(found).toMatchObject({ tier, people: 2, rowsRejected: share.rejected, counted: usd(dollars) });
    expect([found.nextTierFinding, found.consumption]).toEqual([finding, shown]);
    expect(found.months.get("2017-03")).toBe(usd(dollars));
  });

  it.each([
    { name: "unknown beyond the limit", share: tooMany, persons: 0, tier: "unknown", shown: undefined },
    { name: "known exactly at it", share: atLimit, persons: 0, tier: "none", shown: 0 },
    {
      name: "met for silver all the same, and unknown for gold",
      share: tooMany,
      persons: 1,
      tier: "silver",
      shown: undefined,
    },
    { name: "met for gold all the same", share: tooMany, persons: 2, tier: "gold", shown: 2 },
  ])("with rejected transcript rows is $name", ({ share, persons, tier, shown }) => {
    const facts = {
      consumption: consumption(usd("100000")),
      people: people(persons, 0),
      rejected: { transcripts: share },
    };
    const found = assess(facts);
    expect(found).toMatchObject({ tier, consumption: usd("100000"), rowsRejected: share.rejected });
    expect([found.people, found.assessmentPeople]).toEqual([shown, shown]);
  });

  it.each([
    { name: "is close", dollars: "12000", persons: 1, rejected: { transcripts: tooMany } },
    { name: "is short", dollars: "0", persons: 1, rejected: { transcripts: tooMany } },
    { name: "lacks a person", dollars: "0", persons: 0, rejected: { consumption: tooMany } },
  ])("surely holds no tier where it $name of the rest", ({ dollars, persons, rejected }) => {
    const noPeople = "transcripts" in rejected ? 0 : persons;
    const found = assess({ consumption: consumption(usd(dollars)), people: people(noPeople, 0), rejected });
    expect(found).toMatchObject({ tier: "none", nextTier: "silver", nextTierFinding: "unknown" });
  });

  it("says what was measured for the next tier, where only the tier above that is unknown", () => {
    const facts = { consumption: consumption(usd("20000")), rejected: { consumption: tooMany } };
    expect(assess(facts)).toMatchObject({ tier: "none", nextTierFinding: "close", consumption: usd("20000") });
  });

  it("takes shares of both kinds together as the rows rejected", () => {
    expect(assess({ rejected: { consumption: tooMany, transcripts: atLimit } }).rowsRejected).toBe(5);
  });

  it("fills the months of the window without a row with zero", () => {
    const { months, monthsSeen } = assess({ consumption: consumption(usd("5")) });
    expect([...months.keys()]).toEqual(options.window.months);
    expect(months.get("2017-03")).toBe(usd("5"));
    expect(months.get("2017-04")).toBe(0n);
    expect(monthsSeen).toBe(1);
  });

  it("never finds a lower tier for a larger amount or for more persons", () => {
    const rank = { unknown: -1, none: 0, silver: 1, gold: 2 };
    const dollars = fc.bigInt({ min: usd("-1000"), max: usd("200000") });
    const more = fc.bigInt({ min: 0n, max: usd("100000") });
    const count = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(dollars, more, count, count, (amount, added, assessments, exams) => {
        const tier = (total: Usd, extra: number) =>
          rank[assess({ consumption: consumption(total), people: people(assessments + extra, exams) }).tier];
        expect(tier(amount + added, 0)).toBeGreaterThanOrEqual(tier(amount, 0));
        expect(tier(amount, 1)).toBeGreaterThanOrEqual(tier(amount, 0));
      }),
    );
  });
});
