import { describe, expect, it } from "vitest";
import { compareRuns, kindOfChange } from "../../src/changes/compare-runs.ts";
import type { Cause } from "../../src/domain/change.ts";
import { usd } from "../../src/domain/money.ts";
import type { PartnerSnapshot, Snapshot, Standing } from "../../src/domain/snapshot.ts";
import { windowFor } from "../../src/domain/window.ts";
import { partner, snapshot, source } from "./snapshots.ts";

const silver = { tier: "silver", nextTier: "gold", nextTierFinding: "short" } as const;

/** The causes of the one partner that was short and now is close, or of the one that came or went. */
function causes(
  before: Partial<Snapshot> & { partners: readonly PartnerSnapshot[] },
  after: Partial<Snapshot> & { partners: readonly PartnerSnapshot[] },
): readonly Cause[] {
  const near = after.partners.map((each) => ({ ...each, nextTierFinding: "close" as const }));
  const { changes } = compareRuns(snapshot(before), snapshot({ ...after, partners: near }));
  expect(changes).toHaveLength(1);
  return changes[0]?.causes ?? [];
}

describe("kindOf", () => {
  const standing = (tier: Standing["tier"], nextTierFinding: Standing["nextTierFinding"]): Standing => ({
    tier,
    nextTier: tier === "gold" ? undefined : tier === "silver" ? "gold" : "silver",
    nextTierFinding,
  });
  it.each([
    ["promoted", standing("none", "close"), standing("silver", "short")],
    ["promoted", standing("silver", "close"), standing("gold", undefined)],
    ["demoted", standing("gold", undefined), standing("silver", "close")],
    ["demoted", standing("silver", "close"), standing("none", "close")],
    ["closer", standing("none", "short"), standing("none", "close")],
    ["closer", standing("none", "unknown"), standing("none", "short")],
    ["further", standing("silver", "close"), standing("silver", "short")],
    ["further", standing("silver", "close"), standing("silver", "unknown")],
    ["unknown", standing("silver", "short"), standing("unknown", "unknown")],
    ["unknown", standing("none", "unknown"), standing("unknown", "unknown")],
    ["known", standing("unknown", "unknown"), standing("gold", undefined)],
    ["known", standing("unknown", "unknown"), standing("none", "short")],
    [undefined, standing("unknown", "unknown"), standing("unknown", "unknown")],
    ["new", undefined, standing("none", "short")],
    ["gone", standing("none", "short"), undefined],
    [undefined, standing("gold", undefined), standing("gold", undefined)],
    [undefined, standing("none", "close"), standing("none", "close")],
  ])("is %s", (kind, before, after) => {
    expect(kindOfChange(before, after)).toBe(kind);
  });
});

describe("compareRuns", () => {
  it("says why a tier is unknown, and prints no consumption that is; its causes add up all the same", () => {
    const known = partner({ "2017-06": { "a.csv": "16000" } }, silver);
    const unknown = { tier: "unknown", nextTier: "silver", nextTierFinding: "unknown" } as const;
    const partners = [partner({ "2017-06": { "a.csv": "14000" } }, { ...unknown, unknown: ["consumption"] })];
    const sources = (usd: string) => [source("a.csv", { "2017-06": usd })];
    const [was, is] = [
      snapshot({ partners: [known], sources: sources("16000") }),
      snapshot({ partners, sources: sources("14000") }),
    ];
    expect(compareRuns(was, is).changes).toMatchObject([
      {
        kind: "unknown",
        consumptionBefore: usd("16000"),
        consumptionAfter: undefined,
        causes: [
          { kind: "restated", amount: usd("-2000") },
          { kind: "rejected-rows", what: "consumption", tooMany: true },
        ],
      },
    ]);
    expect(compareRuns(is, was).changes).toMatchObject([
      {
        kind: "known",
        consumptionBefore: undefined,
        causes: [{ amount: usd("2000") }, { kind: "rejected-rows", what: "consumption", tooMany: false }],
      },
    ]);
  });

  it("prints the consumption of a partner that holds a tier, which is at least that", () => {
    const held = { tier: "silver", nextTier: "gold" } as const;
    const before = partner({ "2017-06": { "a.csv": "16000" } }, { ...held, nextTierFinding: "short" });
    const after = partner(
      { "2017-06": { "a.csv": "16000" } },
      { ...held, nextTierFinding: "unknown", unknown: ["consumption"] },
    );
    expect(compareRuns(snapshot({ partners: [before] }), snapshot({ partners: [after] })).changes).toMatchObject([
      { kind: "further", consumptionBefore: usd("16000"), consumptionAfter: usd("16000") },
    ]);
  });

  it("leaves a partner out whose tier and finding stay, whatever its dollars do", () => {
    const before = snapshot({ partners: [partner({ "2017-06": { "a.csv": "1" } })] });
    const after = snapshot({ partners: [partner({ "2017-06": { "a.csv": "9" } })] });
    expect(compareRuns(before, after).changes).toEqual([]);
  });

  it("names the months that left and entered the window", () => {
    const before = { partners: [partner({ "2016-08": { "a.csv": "900" }, "2017-07": { "a.csv": "5" } })] };
    const after = {
      asOf: "2017-08-31",
      partners: [partner({ "2017-07": { "a.csv": "5" }, "2017-08": { "b.csv": "700.0000000001" } })],
    };
    expect(causes(before, after)).toEqual([
      { kind: "month-left", month: "2016-08", amount: usd("-900") },
      { kind: "month-entered", month: "2017-08", amount: usd("700.0000000001") },
    ]);
  });

  it("says of the first month of a trailing window only that its days moved", () => {
    const trailing = (asOf: string) => windowFor(asOf, { mode: "trailing-days", settleDays: 0 });
    const before = { window: trailing("2017-08-15"), partners: [partner({ "2016-08": { "a.csv": "9" } })] };
    const after = { window: trailing("2017-08-16"), partners: [partner({ "2016-08": { "a.csv": "8" } })] };
    expect(causes(before, after)).toEqual([{ kind: "days-moved", month: "2016-08", amount: usd("-1") }]);
  });

  it("names the export that had a month, and the one that restates it", () => {
    const before = {
      sources: [source("a.csv", { "2017-06": "10" })],
      partners: [partner({ "2017-06": { "a.csv": "10" } })],
    };
    const after = {
      sources: [source("a.csv"), source("b.csv", { "2017-06": "12.5" })],
      partners: [partner({ "2017-06": { "b.csv": "12.5" } })],
    };
    expect(causes(before, after)).toEqual([
      { kind: "restated", months: ["2017-06"], from: ["a.csv"], to: ["b.csv"], amount: usd("2.5") },
    ]);
  });

  it("tells the months that the same export restates together, others apart", () => {
    const run = (file: string, amounts: readonly string[]) => {
      const months = Object.fromEntries(amounts.map((amount, index) => [`2017-0${index + 4}`, amount]));
      const shares = Object.fromEntries(Object.entries(months).map(([month, amount]) => [month, { [file]: amount }]));
      return { sources: [source(file, months)], partners: [partner(shares)] };
    };
    expect(causes(run("a.csv", ["1", "2", "3"]), run("b.csv", ["1", "3", "6"]))).toEqual([
      { kind: "restated", months: ["2017-05", "2017-06"], from: ["a.csv"], to: ["b.csv"], amount: usd("4") },
    ]);
  });

  it("has one export restated under its own name", () => {
    const run = (amount: string, content: string) => ({
      sources: [source("a.csv", { "2017-06": amount }, content)],
      partners: [partner({ "2017-06": { "a.csv": amount } })],
    });
    expect(causes(run("10", "old"), run("11", "new"))).toEqual([
      { kind: "restated", months: ["2017-06"], from: ["a.csv"], to: ["a.csv"], amount: usd("1") },
    ]);
  });

  it("says nothing about a file that was only renamed", () => {
    const run = (file: string) => ({
      sources: [source(file, { "2017-06": "10" }, "same")],
      partners: [partner({ "2017-06": { [file]: "10" } }, { market: file === "a.csv" ? "developed" : "emerging" })],
    });
    expect(causes(run("a.csv"), run("b.csv"))).toEqual([{ kind: "market", from: "developed", to: "emerging" }]);
  });

  it("blames the terms that changed where the exports say the same, once for all months", () => {
    const dollars = (amount: string) => [partner({ "2017-05": { "a.csv": amount }, "2017-06": { "a.csv": amount } })];
    const { terms } = snapshot();
    const sources = [source("a.csv", { "2017-05": "20", "2017-06": "20" })];
    const before = { sources, partners: dollars("10") };
    const after = { sources, partners: dollars("11"), terms: { ...terms, association: "new" } };
    const months = ["2017-05", "2017-06"];
    expect(causes(before, after)).toEqual([
      { kind: "credited-otherwise", terms: ["association"], months, amount: usd("2") },
    ]);
    expect(causes(before, { ...after, terms })).toEqual([
      { kind: "credited-otherwise", terms: [], months, amount: usd("2") },
    ]);
    const both = { ...terms, association: "new", program: "2" };
    expect(causes(before, { ...after, terms: both })).toMatchObject([{ terms: ["association"] }]);
    expect(causes(before, { ...after, terms: { ...terms, program: "2" } })).toMatchObject([{ terms: ["program"] }]);
  });

  it("does so too where a newer download of the source says the same about the month", () => {
    const before = {
      sources: [source("usage_2017-08-14.csv", { "2017-06": "20" })],
      partners: [partner({ "2017-06": { "usage_2017-08-14.csv": "10" } })],
    };
    const after = {
      sources: [source("usage_2017-08-15.csv", { "2017-06": "20" })],
      partners: [partner({ "2017-06": { "usage_2017-08-15.csv": "20" } })],
    };
    expect(causes(before, after)).toEqual([
      { kind: "credited-otherwise", terms: [], months: ["2017-06"], amount: usd("10") },
    ]);
  });

  it("tells what was restated from what was credited otherwise in one month", () => {
    const run = (a: string, b: string, association: string) => ({
      sources: [source("a.csv", { "2017-06": a }, a), source("b.csv", { "2017-06": "100" })],
      partners: [partner({ "2017-06": { "a.csv": a, "b.csv": b } })],
      terms: { ...snapshot().terms, association },
    });
    expect(causes(run("10", "50", "old"), run("11", "70", "new"))).toEqual([
      { kind: "restated", months: ["2017-06"], from: ["a.csv"], to: ["a.csv"], amount: usd("1") },
      { kind: "credited-otherwise", terms: ["association"], months: ["2017-06"], amount: usd("20") },
    ]);
    expect(causes(run("10", "50", "same"), run("11", "70", "same"))).toEqual([
      { kind: "restated", months: ["2017-06"], from: ["a.csv", "b.csv"], to: ["a.csv", "b.csv"], amount: usd("21") },
    ]);
  });

  it("names a rule revision only where it changes what is required of the partner", () => {
    const { rules } = snapshot();
    const cheaper = { ...rules, revision: "B", requirements: { ...rules.requirements, emerging: { silver: "9000" } } };
    const before = { partners: [partner({}, { market: "emerging" })] };
    expect(causes(before, { ...before, rules: cheaper })).toEqual([
      { kind: "revision", from: "rules A", to: "rules B" },
    ]);
    expect(causes({ partners: [partner()] }, { partners: [partner()], rules: cheaper })).toEqual([
      { kind: "settings" },
    ]);
  });

  it("names settings, and kinds of exports that are read for the first time", () => {
    const { rules } = snapshot();
    const before = { partners: [partner()], transcriptsRead: false };
    const after = { partners: [partner()], rules: { ...rules, settings: "close from 70" } };
    expect(causes(before, after)).toEqual([
      { kind: "coverage", what: "transcripts", read: true },
      { kind: "settings" },
    ]);
  });

  it("explains partners that come and go by their months, or by being named", () => {
    const dollars = { "2017-06": { "a.csv": "10" } };
    const there = { sources: [source("a.csv", { "2017-06": "10" })], partners: [partner(dollars)] };
    expect(causes({ partners: [] }, there)).toEqual([
      { kind: "restated", months: ["2017-06"], from: [], to: ["a.csv"], amount: usd("10") },
    ]);
    expect(causes(there, { partners: [] })).toEqual([
      { kind: "restated", months: ["2017-06"], from: ["a.csv"], to: [], amount: usd("-10") },
    ]);
    expect(causes({ partners: [] }, { partners: [partner()] })).toEqual([{ kind: "named", named: true }]);
    expect(causes({ partners: [partner()] }, { partners: [] })).toEqual([{ kind: "named", named: false }]);
  });

  it("gives what is not known as such", () => {
    const before = snapshot({ consumptionRead: false, partners: [partner()] });
    const after = snapshot({ partners: [partner({}, silver)] });
    const [change] = compareRuns(before, after).changes;
    expect([change?.consumptionBefore, change?.consumptionAfter]).toEqual([undefined, 0n]);
  });
});

describe("compareRuns carries the ledger on", () => {
  const line = { partnerId: "1000", file: "a.csv", asOfBefore: "2017-08-14", asOfAfter: "2017-08-15" };

  it("with a line for each export whose share changed, also of partners that are not listed", () => {
    const before = snapshot({ sources: [source("a.csv")], partners: [partner({ "2017-06": { "a.csv": "10" } })] });
    const after = snapshot({
      asOf: "2017-08-16",
      sources: [source("a.csv"), source("b.csv")],
      partners: [partner({ "2017-06": { "b.csv": "12" } })],
    });
    const added = { partnerId: "1000", month: "2017-06", asOfBefore: "2017-08-15", asOfAfter: "2017-08-16" };
    expect(compareRuns(before, after).restatements).toEqual([
      { ...added, file: "a.csv", before: usd("10"), after: 0n },
      { ...added, file: "b.csv", before: 0n, after: usd("12") },
    ]);
  });

  it("with one line for an export that says something else under its own name, and none for a share that stayed", () => {
    const run = (a: string, b: string, content: string) => ({
      sources: [source("a.csv", {}, content), source("b.csv", {}, `other ${content}`)],
      partners: [partner({ "2017-06": { "a.csv": a, "b.csv": b } })],
    });
    const { restatements } = compareRuns(snapshot(run("100", "10", "old")), snapshot(run("100", "11", "new")));
    expect(restatements.map(({ file, before, after }) => [file, before, after])).toEqual([
      ["b.csv", usd("10"), usd("11")],
    ]);
  });

  it("without a line where another export holds the same total", () => {
    const before = snapshot({ sources: [source("a.csv")], partners: [partner({ "2017-06": { "a.csv": "10" } })] });
    const after = snapshot({ sources: [source("b.csv")], partners: [partner({ "2017-06": { "b.csv": "10" } })] });
    expect(compareRuns(before, after).restatements).toEqual([]);
  });

  it("and drops a line with its month", () => {
    const old = { ...line, month: "2016-08", before: 0n, after: 1n };
    const kept = { ...line, month: "2016-09", before: 0n, after: 1n };
    const before = snapshot({ restatements: [old, kept] });
    expect(compareRuns(before, snapshot({ asOf: "2017-08-31" })).restatements).toEqual([kept]);
    expect(compareRuns(before, snapshot({ asOf: "2017-08-30" })).restatements).toEqual([old, kept]);
  });
});
