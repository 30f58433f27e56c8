import { describe, expect, it } from "vitest";
import { chooseRuns, isSuperseded } from "../../src/sources/choose-runs.ts";
import type { ExportRun } from "../../src/sources/manifest.ts";

function exportRun(facts: Partial<ExportRun> & { manifest: string }): ExportRun {
  return {
    folder: facts.manifest.replace("/manifest.json", ""),
    scope: "/billingaccounts/1",
    dataset: "ActualCost",
    submitted: "2017-07-05T04:09:00Z",
    firstMonth: "2017-06",
    lastMonth: "2017-06",
    blobs: [],
    rows: undefined,
    ...facts,
  };
}

/** For each run the months it loses, by the name of the run that wins them. */
function lostMonths(runs: readonly ExportRun[], preferred: "actual" | "amortized" = "actual") {
  const lost = chooseRuns(runs, preferred);
  return runs.map((run) => [...(lost.get(run) ?? [])].map(([month, winner]) => `${month} ${winner.manifest}`));
}

describe("chooseRuns", () => {
  it("keeps of month-to-date runs the one submitted last", () => {
    const runs = ["03", "16", "29"].map((day) => exportRun({ manifest: day, submitted: `2017-06-${day}T04:00:00Z` }));
    expect(lostMonths(runs)).toEqual([["2017-06 29"], ["2017-06 29"], []]);
  });

  it("decides month by month where a run covers several", () => {
    const long = exportRun({ manifest: "long", firstMonth: "2016-12", lastMonth: "2017-02" });
    const short = exportRun({
      manifest: "short",
      firstMonth: "2017-01",
      lastMonth: "2017-01",
      submitted: "2017-07-06",
    });
    expect(lostMonths([long, short])).toEqual([["2017-01 short"], []]);
    const lost = chooseRuns([long, short], "actual");
    expect(isSuperseded(long, lost.get(long) ?? new Map())).toBe(false);
  });

  it.each([
    { preferred: "actual", expected: [[], ["2017-06 actual"]] },
    { preferred: "amortized", expected: [["2017-06 amortized"], []] },
  ] as const)("keeps the $preferred cost of a scope, whichever was submitted last", ({ preferred, expected }) => {
    const actual = exportRun({ manifest: "actual", submitted: "2017-07-01" });
    const amortized = exportRun({ manifest: "amortized", dataset: "AmortizedCost", submitted: "2017-07-02" });
    expect(lostMonths([actual, amortized], preferred)).toEqual(expected);
  });

  it("keeps the cost that is there, even if the other is preferred", () => {
    expect(lostMonths([exportRun({ manifest: "actual" })], "amortized")).toEqual([[]]);
  });

  it("keeps runs of different scopes, and of cost and FOCUS", () => {
    const runs = [
      exportRun({ manifest: "a" }),
      exportRun({ manifest: "b", scope: "/billingaccounts/2" }),
      exportRun({ manifest: "c", dataset: "FocusCost" }),
    ];
    expect(lostMonths(runs)).toEqual([[], [], []]);
  });

  it("takes away nothing from a run whose manifest names no month", () => {
    const runs = [
      exportRun({ manifest: "a", firstMonth: "", lastMonth: "" }),
      exportRun({ manifest: "b", submitted: "2018" }),
    ];
    expect(lostMonths(runs)).toEqual([[], []]);
  });
});
