import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRuns, isSuperseded } from "../../src/sources/choose-runs.ts";
import { allDays, type ExportRun, type Period } from "../../src/sources/manifest.ts";

const june: Period = { firstDay: "2017-06-01", lastDay: "2017-06-30" };
const day = (number: number) => `2017-06-${String(number).padStart(2, "0")}`;
const days = (from: number, to: number): Period => ({ firstDay: day(from), lastDay: day(to) });

function exportRun(facts: Partial<ExportRun> & { manifest: string }): ExportRun {
  return {
    folder: facts.manifest,
    scope: "/billingaccounts/1",
    dataset: "ActualCost",
    submitted: "2017-07-05T04:09:00Z",
    period: june,
    blobs: [{ name: "part_0_0001.csv", bytes: 1, rows: 1 }],
    rows: undefined,
    ...facts,
  };
}

/** For each run the days it loses, and the run that wins them. */
function lostDays(runs: readonly ExportRun[], preferred: "actual" | "amortized" = "actual") {
  const { lost } = chooseRuns(runs, preferred);
  return runs.map((run) =>
    (lost.get(run) ?? []).map(({ firstDay, lastDay, to }) => `${firstDay} ${lastDay} ${to.manifest}`),
  );
}

describe("chooseRuns", () => {
  it("keeps of month-to-date runs the one submitted last", () => {
    const runs = ["03", "16", "29"].map((number) =>
      exportRun({ manifest: number, submitted: `2017-06-${number}T04:00:00Z` }),
    );
    expect(lostDays(runs)).toEqual([["2017-06-01 2017-06-30 29"], ["2017-06-01 2017-06-30 29"], []]);
    const { lost } = chooseRuns(runs, "actual");
    expect(runs.map((run) => isSuperseded(run, lost.get(run) ?? []))).toEqual([true, true, false]);
  });

  it("lets a short run replace its own days of a longer one, both ends included", () => {
    const long = exportRun({ manifest: "long", submitted: "2017-07-05" });
    const short = exportRun({ manifest: "short", submitted: "2017-07-10", period: days(1, 5) });
    expect(lostDays([long, short])).toEqual([["2017-06-01 2017-06-05 short"], ["2017-06-06 2017-06-30 long"]]);
    expect(isSuperseded(long, chooseRuns([long, short], "actual").lost.get(long) ?? [])).toBe(false);
  });

  it("leaves a run unread that two others replace together, but not one with a day of its own", () => {
    const old = exportRun({ manifest: "old", submitted: "1" });
    const first = exportRun({ manifest: "first", submitted: "2", period: days(1, 14) });
    const rest = exportRun({ manifest: "rest", submitted: "3", period: days(15, 30) });
    const most = exportRun({ manifest: "most", submitted: "3", period: days(15, 29) });
    const isOut = (others: readonly ExportRun[]) =>
      isSuperseded(old, chooseRuns([old, ...others], "actual").lost.get(old) ?? []);
    expect([isOut([first, rest]), isOut([first, most])]).toEqual([true, false]);
  });

  it("compares days with the newest other run that is read", () => {
    const unread = exportRun({ manifest: "unread", submitted: "2", period: days(1, 5) });
    const oldest = exportRun({ manifest: "oldest", submitted: "0" });
    const older = exportRun({ manifest: "older", submitted: "1", period: days(3, 30) });
    const newest = exportRun({ manifest: "newest", submitted: "3", period: days(1, 7) });
    const { replaced } = chooseRuns([unread, oldest, older, newest], "actual");
    expect(replaced.map((each) => `${each.firstDay} ${each.lastDay} ${each.older.manifest}`)).toEqual([
      "2017-06-03 2017-06-05 older",
      "2017-06-06 2017-06-07 older",
    ]);
  });

  it("keeps weeks that do not meet", () => {
    const weeks = [days(4, 10), days(11, 17), days(18, 24)].map((period, index) =>
      exportRun({ manifest: `week ${index}`, submitted: String(index), period }),
    );
    expect(lostDays(weeks)[0]).toEqual(["2017-06-11 2017-06-17 week 1", "2017-06-18 2017-06-24 week 2"]);
  });

  it("lets a run without files replace nothing", () => {
    const full = exportRun({ manifest: "full" });
    expect(lostDays([full, exportRun({ manifest: "empty", submitted: "2018", blobs: [] })])[0]).toEqual([]);
  });

  it("keeps of two runs submitted at once the later path", () => {
    const runs = [exportRun({ manifest: "b" }), exportRun({ manifest: "a" })];
    expect(lostDays(runs)).toEqual([[], ["2017-06-01 2017-06-30 b"]]);
  });

  it.each([
    { preferred: "actual", expected: [[], ["2017-06-01 2017-06-30 actual"]] },
    { preferred: "amortized", expected: [["2017-06-01 2017-06-30 amortized"], []] },
  ] as const)("keeps the $preferred cost of a scope, whichever was submitted last", ({ preferred, expected }) => {
    const actual = exportRun({ manifest: "actual", submitted: "2017-07-01" });
    const amortized = exportRun({ manifest: "amortized", dataset: "AmortizedCost", submitted: "2017-07-02" });
    expect(lostDays([actual, amortized], preferred)).toEqual(expected);
  });

  it("keeps the other cost on the days that the preferred one does not cover, but not its rows outside its own", () => {
    const actual = exportRun({ manifest: "actual", period: days(1, 10) });
    const amortized = exportRun({ manifest: "amortized", dataset: "AmortizedCost", period: days(5, 20) });
    expect(lostDays([actual, amortized])).toEqual([[], ["2017-06-01 2017-06-10 actual"]]);
  });

  it("keeps the cost that is there, even if the other is preferred", () => {
    expect(lostDays([exportRun({ manifest: "actual" })], "amortized")).toEqual([[]]);
  });

  it("keeps runs of different scopes, and of cost and FOCUS", () => {
    const runs = [
      exportRun({ manifest: "a" }),
      exportRun({ manifest: "b", scope: "/billingaccounts/2" }),
      exportRun({ manifest: "c", dataset: "FocusCost" }),
    ];
    expect(lostDays(runs)).toEqual([[], [], []]);
  });

  it("takes every day from a run that does not say what it covers, if a later one does not either", () => {
    const runs = ["a", "b"].map((manifest) => exportRun({ manifest, submitted: manifest, period: allDays }));
    expect(lostDays(runs)).toEqual([["0001-01-01 9999-12-31 b"], []]);
  });

  it("gives every covered day to the run submitted last among those that cover it", () => {
    const period = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 6 }), (periods) => {
        const runs = periods.map(([a, b], index) =>
          exportRun({ manifest: `${index}`, submitted: `${index}`, period: days(Math.min(a, b), Math.max(a, b)) }),
        );
        const { lost } = chooseRuns(runs, "actual");
        for (let number = 1; number <= 30; number += 1) {
          const covers = ({ firstDay, lastDay }: Period) => firstDay <= day(number) && day(number) <= lastDay;
          const winner = runs.findLast((run) => covers(run.period));
          for (const run of runs) {
            const to = (lost.get(run) ?? []).filter(covers).map((each) => each.to);
            expect(to).toEqual(winner === undefined || winner === run ? [] : [winner]);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
