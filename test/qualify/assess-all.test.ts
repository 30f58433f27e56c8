import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { Market } from "../../src/domain/tier.ts";
import { windowFor } from "../../src/domain/window.ts";
import { assessAll } from "../../src/qualify/assess-all.ts";
import { type AssessmentOptions, assessPartner } from "../../src/qualify/assess-partner.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { revision } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2017-08-15";
const options: AssessmentOptions = {
  revision,
  window: windowFor(asOf, { mode: "complete-months", settleDays: 0 }),
  consumptionRead: true,
  transcriptsRead: true,
  close: { fromPercentTenThousandths: 800_000n, withinPeople: 1 },
  mixRoutes: false,
  rejectedPercentPerPartner: 20,
};
const assessment = { title: "Technical Assessment for Cloud Platform" };
const lookup = (country: string): Market | undefined =>
  country === "Germany" ? "developed" : country === "India" ? "emerging" : undefined;

/** Partners whose persons, countries or dollars are alike, but never all of them. */
const partners = [
  { partnerId: "a", country: "Germany", dollars: "12000", exams: 1, assessments: 0 },
  { partnerId: "b", country: "Germany", dollars: "15000", exams: 1, assessments: 0 },
  { partnerId: "c", country: "India", dollars: "12000", exams: 1, assessments: 0 },
  { partnerId: "d", country: "India", dollars: "100000", exams: 1, assessments: 1 },
  { partnerId: "e", country: "Germany", dollars: "99999.99", exams: 1, assessments: 1 },
  { partnerId: "f", country: "Germany", dollars: "100000", exams: 2, assessments: 0 },
  { partnerId: "g", country: "Nowhere", dollars: "100000", exams: 0, assessments: 0 },
  { partnerId: "h", country: "Nowhere", dollars: "-5", exams: 0, assessments: 0 },
];
const consumption = new Map(
  partners.map(({ partnerId, dollars }) => {
    const total = usd(dollars);
    const months = new Map([["2017-03", total]]);
    return [
      partnerId,
      { partnerId, months, total, monthsSeen: 1, customerCountries: [], countriesByMonth: new Map() },
    ] as const;
  }),
);
const rows = partners.flatMap(({ partnerId, exams, assessments }) => [
  ...Array.from({ length: exams }, (_, index) => transcriptRow({ partnerId, mcpId: `${partnerId} exam ${index}` })),
  ...Array.from({ length: assessments }, () => transcriptRow({ ...assessment, partnerId, mcpId: partnerId })),
]);
const people = assessPeople({ rows, revision, asOf }).counts;

describe("assessAll", () => {
  const listed = partners.map(({ partnerId, country }) => ({ partnerId, partnerName: "", country }));
  const rejected = { consumption: new Map(), transcripts: new Map() };
  const all = { listed, named: ["h", "", "a"], profiles: [], consumption, people, further: new Map(), rejected };

  it.each([false, true])("judges each partner as if it were alone, routes mixed: %s", (mixRoutes) => {
    const { assessments } = assessAll(all, { ...options, mixRoutes }, { basis: "partner", lookup });
    const alone = listed.map((partner) => {
      const { partnerId, country } = partner;
      const market = lookup(country) ?? "developed";
      const facts = { ...partner, market, consumption: consumption.get(partnerId), people: people.get(partnerId) };
      return assessPartner(facts, { ...options, mixRoutes });
    });
    expect(assessments).toEqual(alone);
    const tiers = assessments.map(({ tier, tierIfRoutesMixed }) => tierIfRoutesMixed ?? tier);
    expect(tiers).toEqual(["none", "silver", "silver", "gold", "silver", "gold", "none", "none"]);
  });

  it("names each partner whose country no market is known for", () => {
    const { unknownCountries } = assessAll(all, options, { basis: "partner", lookup });
    expect(unknownCountries).toEqual([
      { partnerId: "g", country: "Nowhere" },
      { partnerId: "h", country: "Nowhere" },
    ]);
  });

  it("takes of several names and countries those of the latest day, of one day the first", () => {
    const profiles = [
      { partnerId: "x", what: "name", text: "Late B", day: "2017-02-02" },
      { partnerId: "x", what: "name", text: "Late A", day: "2017-02-02" },
      { partnerId: "x", what: "name", text: "Early", day: "2017-02-01" },
      { partnerId: "x", what: "country", text: "India", day: "2017-01-01" },
    ] as const;
    const named = { ...all, listed: [], named: ["x"], profiles };
    const [x] = assessAll(named, options, { basis: "partner", lookup }).assessments;
    expect(x).toMatchObject({ partnerName: "Late A", country: "India", market: "emerging" });
  });
});
