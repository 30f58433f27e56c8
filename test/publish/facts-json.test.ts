import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { Snapshot } from "../../src/domain/snapshot.ts";
import { printFacts } from "../../src/publish/print-facts.ts";
import { readFacts } from "../../src/publish/read-facts.ts";
import { partner, person, snapshot, source } from "../changes/snapshots.ts";

const printed = (facts: Snapshot, called = (label: string) => label) => printFacts(facts, called);
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
    partner({}, { partnerId: "3000", tier: "unknown", nextTierFinding: "unknown", unknown: ["consumption"] }),
  ],
  persons: [person(["k1", "k2"], "1000", { exams: "counted", assessments: "expired" })],
  restatements: [
    {
      ...{ partnerId: "1000", month: "2017-06", file: "b.csv", asOfBefore: "2017-08-14", asOfAfter: "2017-08-15" },
      ...{ before: usd("-1.5"), after: 0n },
    },
  ],
});

describe("printFacts", () => {
  it("is read again as it was, to the last digit", () => {
    expect(readFacts(printed(full))).toEqual(full);
    expect(readFacts(printed(snapshot()))).toEqual(snapshot());
  });

  it("has a line for each partner, person, source and line of the ledger", () => {
    const lines = printed(full).split("\n");
    expect(lines.filter((line) => line.startsWith("["))).toHaveLength(7);
    expect(lines.at(-1)).toBe("");
  });

  it("calls persons as it is told to", () => {
    const text = printed(full, () => "k***@contoso.com");
    expect(text).toContain("k***@contoso.com");
    expect(text).not.toContain("k1@contoso.com");
  });
});

describe("readFacts", () => {
  it("leaves a layout alone that it does not know", () => {
    const text = printed(full);
    const others = [
      text.replace('"layout":2', '"layout":3'),
      text.replace('"-1"', '"-0.1"'),
      text.replace('"asOf"', '"day"'),
      text.replace('"personKeyId"', '"notes":[],"personKeyId"'),
      text.replace('[10,1,"', '[10,"'),
      text.replace('[],["consumption"]', '[],["money"]'),
      text.replace('"gold",null,null', '"platinum",null,null'),
    ];
    expect(others).not.toContain(text);
    for (const other of ["", "null", '{"layout":1}', ...others]) expect(readFacts(other)).toBeUndefined();
  });

  it("reads the layout of runs that had no unknown tiers", () => {
    const known = { ...full, partners: full.partners.slice(0, 2) };
    const [head = "", rest = ""] = printed(known).replace('"layout":2', '"layout":1').split('"partners":');
    const before = `${head}"partners":${rest.replaceAll(/,\[\]\](?=,?\n)/g, "]")}`;
    expect(before).not.toBe(printed(known));
    expect(readFacts(before)).toEqual(known);
  });

  it("is not misled by names that look like lists", () => {
    const names = ['],\n"persons":[', '\n],\n"persons":[]', "],", "[[1,2]]"];
    const facts = snapshot({ partners: names.map((partnerName) => partner({}, { partnerName })) });
    expect(readFacts(printed(facts))).toEqual(facts);
  });
});
