import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRuns, kindOfChange } from "../../src/changes/compare-runs.ts";
import { sum } from "../../src/changes/money-causes.ts";
import type { PersonReason } from "../../src/domain/person.ts";
import type { MonthAmount, PartnerSnapshot, PersonSnapshot, Snapshot } from "../../src/domain/snapshot.ts";
import { windowFor } from "../../src/domain/window.ts";
import { printFacts } from "../../src/publish/print-facts.ts";
import { readFacts } from "../../src/publish/read-facts.ts";
import { partner, snapshot, source } from "./snapshots.ts";

const files = ["a_2017-06.csv", "a_2017-07.csv", "b.csv", "c.csv"];
const ids = ["1", "2", "3"];
const routes = ["assessments", "exams"];
const reason = fc.constantFrom<PersonReason>("counted", "expired", "no-longer-accepted", "no-partner");
const standing = fc.constantFrom(
  { tier: "none", nextTier: "silver", nextTierFinding: "short" } as const,
  { tier: "none", nextTier: "silver", nextTierFinding: "close" } as const,
  { tier: "silver", nextTier: "gold", nextTierFinding: "unknown" } as const,
  { tier: "gold", nextTier: undefined, nextTierFinding: undefined } as const,
);

const person: fc.Arbitrary<PersonSnapshot> = fc
  .record({
    keys: fc.uniqueArray(fc.constantFrom("k1", "k2", "k3", "k4", "k5"), { minLength: 1, maxLength: 2 }),
    partnerId: fc.constantFrom(...ids),
    reasons: fc.dictionary(fc.constantFrom(...routes), reason, { minKeys: 1 }),
  })
  .map(({ keys, partnerId, reasons }) => ({
    ...{ keys, partnerId, label: keys.join() },
    routes: new Map(Object.entries(reasons).map(([route, each]) => [route, { reason: each, since: "2017-01-01" }])),
  }));

/** No two persons of one run share an id: they would be one. */
const persons = fc
  .array(person, { maxLength: 5 })
  .map((all) =>
    all.filter(({ keys }, at) => !all.slice(0, at).some((other) => other.keys.some((key) => keys.includes(key)))),
  );

const run: fc.Arbitrary<Snapshot> = fc
  .record({
    asOf: fc.constantFrom("2017-07-31", "2017-08-15", "2017-08-31"),
    mode: fc.constantFrom("complete-months", "trailing-days"),
    contents: fc.tuple(...files.map(() => fc.constantFrom("x", "y"))),
    association: fc.constantFrom("x", "y"),
    personKeyId: fc.constantFrom("secret", "secret", "other"),
    held: fc.dictionary(fc.constantFrom(...ids), standing),
    amounts: fc.array(
      fc.tuple(fc.constantFrom(...ids), fc.nat(12), fc.constantFrom(...files), fc.bigInt({ min: -9n, max: 9n })),
      {
        maxLength: 30,
      },
    ),
    persons,
  })
  .map(({ asOf, mode, contents, association, personKeyId, held, amounts, persons: all }) => {
    const window = windowFor(asOf, { mode: mode as "complete-months", settleDays: 0 });
    const partners = Object.entries(held).map(([partnerId, verdict]): PartnerSnapshot => {
      const own: MonthAmount[] = [];
      for (const [id, at, file, usd] of amounts) {
        const month = window.months[at];
        if (id !== partnerId || month === undefined) continue;
        if (!own.some((share) => share.month === month && share.file === file)) own.push({ month, file, usd });
      }
      // Those of one month stand together.
      return { ...partner(), ...verdict, partnerId, amounts: own.sort((a, b) => (a.month < b.month ? -1 : 1)) };
    });
    return snapshot({
      ...{ asOf, window, partners, personKeyId },
      terms: { ...snapshot().terms, association },
      sources: files.map((file, index) => source(file, totals(partners, file), `${contents[index]} of ${file}`)),
      persons: all.filter(({ partnerId }) => partnerId in held),
    });
  });

function totals(partners: readonly PartnerSnapshot[], file: string): Record<string, string> {
  const months: Record<string, bigint> = {};
  for (const { month, usd } of partners.flatMap(({ amounts }) => amounts).filter((share) => share.file === file)) {
    months[month] = (months[month] ?? 0n) + usd;
  }
  return Object.fromEntries(Object.entries(months).map(([month, usd]) => [month, String(usd)]));
}

const on = (all: readonly PersonSnapshot[], id: string, route: string) =>
  all.filter(({ partnerId, routes: own }) => partnerId === id && own.get(route)?.reason === "counted").length;
const dollars = (one: PartnerSnapshot | undefined) => sum(one?.amounts ?? []);
const asThey = (label: string) => label;

describe("any two runs", () => {
  it("have changes that list whoever moved, with dollars and people that add up", () => {
    fc.assert(
      fc.property(run, run, (before, after) => {
        const { changes } = compareRuns(before, after);
        const find = (side: Snapshot, id: string) => side.partners.find(({ partnerId }) => partnerId === id);
        const moved = ids.filter((id) => kindOfChange(find(before, id), find(after, id)) !== undefined);
        expect(changes.map(({ partnerId }) => partnerId)).toEqual(moved);
        for (const { partnerId, causes } of changes) {
          const amount = causes.reduce((all, cause) => all + ("amount" in cause ? cause.amount : 0n), 0n);
          expect(amount).toBe(dollars(find(after, partnerId)) - dollars(find(before, partnerId)));
          for (const route of routes) {
            const own = causes.filter((cause) => cause.kind === "person" && cause.route === route);
            const people = own.reduce((all, cause) => all + (cause.kind === "person" ? cause.people : 0), 0);
            expect(people).toBe(on(after.persons, partnerId, route) - on(before.persons, partnerId, route));
          }
          expect(causes.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("are read again as they were printed", () => {
    fc.assert(
      fc.property(run, (facts) => {
        expect(readFacts(printFacts(facts, asThey))).toEqual(facts);
      }),
    );
  });

  it("change nothing where they are the same run", () => {
    fc.assert(
      fc.property(run, (facts) => {
        expect(compareRuns(facts, facts)).toEqual({ changes: [], restatements: [] });
      }),
    );
  });

  it("are told apart where dollars only stand at the same place of another window", () => {
    const before = snapshot({
      asOf: "2017-07-15",
      sources: [source("b.csv")],
      partners: [partner({ "2016-07": { "b.csv": "5" } })],
    });
    const after = snapshot({ sources: [source("b.csv")], partners: [partner({ "2016-08": { "b.csv": "5" } })] });
    expect(compareRuns(before, after).restatements).toMatchObject([{ month: "2016-08", file: "b.csv" }]);
  });
});
