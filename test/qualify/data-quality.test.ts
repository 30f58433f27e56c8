import { describe, expect, it } from "vitest";
import { windowFor } from "../../src/domain/window.ts";
import { dataQuality, type QualityFigures } from "../../src/qualify/data-quality.ts";
import { sampleJob, tallies } from "../report/sample-report.ts";

const asOf = "2017-08-15";
const window = windowFor(asOf, { mode: "complete-months", settleDays: 0 });
const facts: QualityFigures = {
  inputNotes: [],
  asOf,
  window,
  limits: sampleJob.limits,
  consumptionRead: true,
  transcriptsRead: true,
  sources: [],
  monthsCovered: window.months,
  newest: { any: "2017-07-31", daily: "2017-07-31" },
  newestCompletion: "2017-08-01",
  rowsRead: 100,
  rowsRejected: 0,
  overlaps: [],
  toDo: [],
  replacedByLess: [],
  cutOff: [],
  unknownCountries: [],
  conflicts: [],
  rejected: { consumption: new Map(), transcripts: new Map() },
  buckets: tallies({}),
  inDoubt: [],
  partnersIfMixed: [],
};

describe("dataQuality", () => {
  it("says nothing about exports without a flaw", () => {
    expect(dataQuality(facts)).toEqual([]);
  });

  it("warns one day beyond the age that transcripts may have", () => {
    expect(dataQuality({ ...facts, newestCompletion: "2016-07-11" })).toEqual([]);
    expect(dataQuality({ ...facts, newestCompletion: "2016-07-10" })).toEqual([
      {
        code: "stale-transcripts",
        message:
          "The newest completion is of 2016-07-10, more than 400 days (limits.transcriptAgeDays) before the as-of day.",
        crossesLimit: true,
      },
    ]);
    expect(dataQuality({ ...facts, newestCompletion: undefined })).toMatchObject([
      { code: "no-completions", crossesLimit: false },
    ]);
  });

  it("warns one day beyond the age that consumption may have", () => {
    expect(dataQuality({ ...facts, newest: { any: "2017-05-12" } })).toEqual([]);
    expect(dataQuality({ ...facts, newest: { any: "2017-05-11" } })).toMatchObject([{ code: "stale-consumption" }]);
  });

  it("warns of a last month whose newest day is more than two days before its end, and names settleDays", () => {
    expect(dataQuality({ ...facts, newest: { any: "2017-08-01", daily: "2017-07-29" } })).toEqual([]);
    const [warning, ...more] = dataQuality({ ...facts, newest: { any: "2017-08-01", daily: "2017-07-28" } });
    expect(warning).toMatchObject({ code: "unsettled-month", crossesLimit: false });
    expect(warning?.message).toMatch(/ of 2017-07-28, but the window ends with 2017-07-31: .*`settleDays`/);
    expect(more).toEqual([]);
  });

  it("does not warn of a month that the window does not take in whole", () => {
    const trailing = windowFor(asOf, { mode: "trailing-days", settleDays: 0 });
    expect(
      dataQuality({ ...facts, window: trailing, newest: { any: "2017-08-01", daily: "2017-08-01" } }),
    ).toMatchObject([{ code: "months-without-data" }]);
  });

  it.each([
    { read: { consumptionRead: false }, code: "no-consumption" },
    { read: { transcriptsRead: false, newestCompletion: undefined }, code: "no-transcripts" },
  ])("takes it for a limit that nothing was read: $code", ({ read, code }) => {
    expect(dataQuality({ ...facts, ...read })).toMatchObject([
      { code, crossesLimit: true, message: expect.stringContaining("which is a limit by itself") },
    ]);
  });

  it("names a file whose dates are probably in the other order, the setting and the rows", () => {
    expect(dataQuality({ ...facts, inDoubt: [{ file: "consumption/a.csv", order: "mdy", rows: 12 }] })).toEqual([
      {
        code: "date-order",
        message:
          "consumption/a.csv is read as `dateOrder: mdy`, but more of its dates can only be `dateOrder: dmy`: 12 rows rejected, since their days may be others. Say the right `dateOrder` for it under `sources:` in job.yaml.",
        crossesLimit: true,
      },
    ]);
  });

  it("puts what crosses a limit first", () => {
    const warnings = dataQuality({ ...facts, rowsRejected: 1, newestCompletion: "2016-01-01" });
    expect(warnings.map(({ code }) => code)).toEqual(["stale-transcripts", "rejected-rows"]);
  });
});
