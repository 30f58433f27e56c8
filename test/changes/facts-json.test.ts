import { describe, expect, it } from "vitest";
import { printLines, printSnapshot } from "../../src/changes/print-facts.ts";
import { openFacts, readFacts, readSnapshot } from "../../src/changes/read-facts.ts";
import { usd } from "../../src/domain/money.ts";
import type { Snapshot } from "../../src/domain/snapshot.ts";
import { partner, person, snapshot, source } from "./snapshots.ts";

const printed = (facts: Snapshot, called = (label: string) => label) => printSnapshot(facts, printLines(facts, called));
const full = snapshot({
  sources: [source("süd/a.csv", { "2016-08": "-0.5", "2017-07": "7" }), { ...source("b.csv"), newestMonth: "" }],
  partners: [
    partner({ "2017-06": { "süd/a.csv": "-0.0000000001", "b.csv": "123456789012345.0000000001" } }),
    partner(
      {},
      {
        partnerId: "2000",
        partnerName: '"Contoso"\nWest',
        tier: "gold",
        nextTier: undefined,
        nextTierFinding: undefined,
      },
    ),
  ],
  persons: [person(["k1", "k2"], "1000", { exams: "counted", assessments: "expired" })],
  restatements: [
    {
      ...{ partnerId: "1000", month: "2017-06", file: "b.csv", asOfBefore: "2017-08-14", asOfAfter: "2017-08-15" },
      ...{ before: usd("-1.5"), after: 0n },
    },
  ],
});

describe("printSnapshot", () => {
  it("is read again as it was, to the last digit", () => {
    expect(readSnapshot(printed(full))).toEqual(full);
    expect(readSnapshot(printed(snapshot()))).toEqual(snapshot());
  });

  it("has a line for each partner, person, source and line of the ledger", () => {
    const lines = printed(full).split("\n");
    expect(lines.filter((line) => line.startsWith("["))).toHaveLength(6);
    expect(lines.at(-1)).toBe("");
  });

  it("calls persons as it is told to", () => {
    const text = printed(full, () => "k***@contoso.com");
    expect(text).toContain("k***@contoso.com");
    expect(text).not.toContain("k1@contoso.com");
  });
});

describe("readSnapshot", () => {
  it("leaves a layout alone that it does not know", () => {
    expect(readSnapshot(printed(full).replace('"layout":1', '"layout":2'))).toBeUndefined();
    for (const text of ["", "null", '{"layout":1}', printed(full).replace('"-1"', '"-0.1"')]) {
      expect(readSnapshot(text)).toBeUndefined();
    }
  });
});

describe("openFacts", () => {
  it("leaves partners and persons as lines, and reads the rest", () => {
    const { partners, persons, ...rest } = full;
    const lines = printLines(full, (label) => label);
    expect(openFacts(printed(full))).toEqual({ ...rest, ...lines });
    expect([lines.partners.length, lines.persons.length]).toEqual([partners.length, persons.length]);
  });

  it("leaves what a line says to those who read it", () => {
    const opened = openFacts(printed(full).replace('"-1"', '"-0.1"'));
    expect(opened?.asOf).toBe(full.asOf);
    expect(opened && readFacts(opened)).toBeUndefined();
    const [, second = ""] = opened?.partners ?? [];
    expect(opened && readFacts({ ...opened, partners: [second] })?.partners).toEqual(full.partners.slice(1));
  });

  it("is not misled by names that look like lists", () => {
    const names = ['],\n"persons":[', '\n],\n"persons":[]', "],", "[[1,2]]"];
    const facts = snapshot({ partners: names.map((partnerName) => partner({}, { partnerName })) });
    expect(readSnapshot(printed(facts))).toEqual(facts);
  });
});
