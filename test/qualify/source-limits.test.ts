import { describe, expect, it } from "vitest";
import type { Bucket, SourceTally } from "../../src/domain/consumption.ts";
import type { SourceSnapshot } from "../../src/domain/snapshot.ts";
import { windowFor } from "../../src/domain/window.ts";
import type { RunSources } from "../../src/qualify/run-sources.ts";
import { sourceLimits } from "../../src/qualify/source-limits.ts";
import { sampleJob, tallies } from "../report/sample-report.ts";

const window = windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 });

function source(file: string, rows: Partial<Record<Bucket | "read", number>>, kind = "consumption"): SourceTally {
  const { read = 100, ...buckets } = rows;
  const entries = Object.entries(buckets).map(([bucket, count]) => [bucket, { rows: count, usd: 0n }]);
  return {
    kind: kind === "consumption" ? "consumption" : "transcripts",
    file,
    format: "tierbook",
    sha256: `sha of ${file}`,
    read: { rows: read, usd: 0n },
    creditedAgain: { rows: 0, usd: 0n },
    buckets: tallies(Object.fromEntries(entries)),
    supersededBy: [],
  };
}

function was(file: string, facts: Partial<SourceSnapshot> = {}): SourceSnapshot {
  const counted = { rows: 100, countedRows: 100, newestMonth: "2017-07", months: new Map() };
  return { kind: "consumption", file, format: "tierbook", sha256: `old sha of ${file}`, ...counted, ...facts };
}

const codes = (facts: Partial<RunSources>) =>
  sourceLimits({ window, limits: sampleJob.limits, sources: [], ...facts }).map(
    ({ code, crossesLimit }) => `${code}${crossesLimit ? "!" : ""}`,
  );
const limits = sampleJob.limits;

describe("sourceLimits on rejected rows of a file", () => {
  it("says nothing exactly at the limit", () => {
    expect(codes({ sources: [source("consumption/a.csv", { rejected: 20 })] })).toEqual([]);
  });

  it("names each file beyond it, with its rows", () => {
    const sources = [source("consumption/a.csv", { rejected: 21 }), source("consumption/b.csv", { rejected: 1 })];
    const [warning] = sourceLimits({ window, limits, sources });
    expect(warning).toMatchObject({ code: "rejected-rows-of-file", crossesLimit: true });
    expect(warning?.message).toContain("1 file rejected: consumption/a.csv (21 of 100);");
  });

  it("says nothing about a file without rows", () => {
    expect(codes({ sources: [source("consumption/a.csv", { read: 0 })] })).toEqual([]);
  });
});

describe("sourceLimits on what is gone", () => {
  const gone = (earlier: readonly SourceSnapshot[], sources: readonly SourceTally[], more: Partial<RunSources> = {}) =>
    codes({
      sources,
      earlier: { asOf: "2017-08-14", sources: earlier },
      limits: { ...limits, rowsFallPercent: 100 },
      ...more,
    });

  it("misses a source of which no file is left", () => {
    expect(gone([was("consumption/fabrikam_2017-07.csv")], [])).toEqual(["source-gone!"]);
  });

  it("does not miss a download that a newer one has replaced", () => {
    const now = [source("consumption/fabrikam_2017-08-01 (2).csv", {})];
    expect(gone([was("consumption/fabrikam_2017-07-01.csv")], now)).toEqual([]);
  });

  it("does not miss a file that was only renamed", () => {
    const now = [{ ...source("consumption/fabrikam-new.csv", {}), sha256: "same" }];
    expect(gone([was("consumption/fabrikam.csv", { sha256: "same" })], now)).toEqual([]);
  });

  it("misses one of the same name in another format", () => {
    const now = [{ ...source("consumption/fabrikam.csv", {}), format: "focus" }];
    expect(gone([was("consumption/fabrikam.csv")], now)).toEqual(["source-gone!"]);
  });

  it("does not miss what did not count, or whose months have left the window", () => {
    expect(gone([was("consumption/old.csv", { countedRows: 0 })], [])).toEqual([]);
    expect(gone([was("consumption/old.csv", { newestMonth: "2016-07" })], [])).toEqual([]);
    expect(gone([was("consumption/old.csv", { newestMonth: "2016-08" })], [])).toEqual(["source-gone!"]);
  });

  it("is only a note up to the limit", () => {
    const earlier = [was("consumption/a.csv"), was("consumption/b.csv")];
    expect(gone(earlier, [], { limits: { ...limits, rowsFallPercent: 100, vanishedSources: 2 } })).toEqual([
      "source-gone",
    ]);
    expect(gone(earlier, [], { limits: { ...limits, rowsFallPercent: 100, vanishedSources: 1 } })).toEqual([
      "source-gone!",
    ]);
  });

  it("looks at nothing without a run before", () => {
    expect(codes({ sources: [] })).toEqual([]);
  });
});

describe("sourceLimits on months that are gone", () => {
  const had = (file: string, ...months: string[]) =>
    was(file, { months: new Map(months.map((month) => [month, 1n])), newestMonth: months.at(-1) ?? "" });
  const missed = (
    earlier: readonly SourceSnapshot[],
    now: Readonly<Record<string, readonly string[]>>,
    more: Partial<RunSources> = {},
  ) =>
    sourceLimits({
      window,
      limits: { ...limits, rowsFallPercent: 100 },
      sources: Object.keys(now).map((file) => source(file, {})),
      exportMonths: Object.entries(now).flatMap(([file, months]) => months.map((month) => ({ file, month, usd: 1n }))),
      earlier: { asOf: "2017-08-14", sources: earlier },
      ...more,
    });
  const series = [
    had("consumption/usage_2017-02-01.csv", "2016-12", "2017-01"),
    had("consumption/usage_2017-08-05.csv", "2017-02", "2017-03", "2017-07"),
  ];

  it("misses those of a download that went while an older one is still there", () => {
    const warnings = missed(series, { "consumption/usage_2017-02-01.csv": ["2016-12", "2017-01"] });
    expect(warnings).toMatchObject([{ code: "source-months-gone", crossesLimit: true }]);
    expect(warnings[0]?.message).toContain(
      "1 source without rows in months that the run of 2017-08-14 had of them, more than the limit of 0 (limits.vanishedSources): consumption/usage_*.csv (tierbook): 2017-02, 2017-03, 2017-07.",
    );
  });

  it("misses none that have left the window, did not count, or are there under a newer name", () => {
    const [old, newer] = series as [SourceSnapshot, SourceSnapshot];
    const outside = had("consumption/usage_2016-08-01.csv", "2016-07");
    expect(missed([outside, newer], { "consumption/usage_2017-09-01.csv": ["2017-02", "2017-03", "2017-07"] })).toEqual(
      [],
    );
    const now = { "consumption/usage_2017-02-01.csv": ["2016-12", "2017-01"] };
    expect(missed([old, { ...newer, countedRows: 0 }], now)).toEqual([]);
  });

  it("misses none at which the window cuts: its rows may be on days that have left it", () => {
    const now = { "consumption/usage_2017-02-01.csv": ["2016-12", "2017-01"] };
    const trailing = windowFor("2017-08-15", { mode: "trailing-days", settleDays: 0 });
    expect([trailing.start, trailing.months[0]]).toEqual(["2016-08-16", "2016-08"]);
    const cut = had("consumption/usage_2017-08-05.csv", "2016-08", "2016-12");
    expect(missed([cut], now, { window: trailing })).toEqual([]);
    expect(missed([had("consumption/usage_2017-08-05.csv", "2016-09")], now, { window: trailing })).toHaveLength(1);
  });

  it("misses none that another source of the format has instead, but one that it had all along", () => {
    const unbilled = had("consumption/unbilled.csv", "2017-06", "2017-07");
    const billed = had("consumption/billed.csv", "2017-06");
    const now = { "consumption/unbilled.csv": [], "consumption/billed.csv": ["2017-06", "2017-07"] };
    expect(missed([had("consumption/unbilled.csv", "2017-07"), billed], now)).toEqual([]);
    expect(missed([unbilled, billed], now)[0]?.message).toContain("consumption/unbilled.csv (tierbook): 2017-06.");
  });

  it("is only a note up to the limit", () => {
    const now = { "consumption/usage_2017-02-01.csv": ["2016-12", "2017-01"] };
    const more = { limits: { ...limits, rowsFallPercent: 100, vanishedSources: 1 } };
    expect(missed(series, now, more)).toMatchObject([{ code: "source-months-gone", crossesLimit: false }]);
  });
});

describe("sourceLimits on falling rows", () => {
  const fall = (rows: Partial<Record<Bucket | "read", number>>, kind?: string) =>
    codes({
      sources: [source("consumption/a.csv", rows, kind)],
      earlier: {
        asOf: "2017-08-14",
        sources: [was("consumption/a.csv", { kind: kind === undefined ? "consumption" : "transcripts" })],
      },
    });

  it("says nothing exactly at the limit", () => {
    expect(fall({ read: 70 })).toEqual([]);
  });

  it("warns one row beyond it, for consumption and for transcripts", () => {
    expect(fall({ read: 69 })).toEqual(["fewer-rows!"]);
    expect(fall({ read: 69 }, "transcripts")).toEqual(["fewer-rows!"]);
  });

  it("leaves superseded rows and those outside the window aside", () => {
    expect(fall({ read: 200, superseded: 100, "outside-window": 31 })).toEqual(["fewer-rows!"]);
    expect(fall({ read: 200, superseded: 100, "outside-window": 30 })).toEqual([]);
  });

  it("is silent where rows grow", () => {
    expect(fall({ read: 300 })).toEqual([]);
  });
});
