import { describe, expect, it } from "vitest";
import type { Bucket } from "../../src/domain/consumption.ts";
import { usd } from "../../src/domain/money.ts";
import { type OpenFigures, openMoney, rejectedShare } from "../../src/qualify/open-warnings.ts";
import { rejectedOfPartners } from "../../src/qualify/share-limits.ts";
import { sampleJob, tallies } from "../report/sample-report.ts";

function shares(facts: Partial<OpenFigures>): OpenFigures {
  const none = { consumption: new Map(), transcripts: new Map() };
  const nothing = { rowsRead: 100, rowsRejected: 0, rejected: none, toDo: [], buckets: tallies({}) };
  return { limits: sampleJob.limits, ...nothing, ...facts };
}

const codes = (warnings: ReturnType<typeof openMoney>) =>
  warnings.map(({ code, crossesLimit }) => `${code}${crossesLimit ? "!" : ""}`);

describe("rejectedShare", () => {
  it.each([
    { rowsRejected: 0, said: [] },
    { rowsRejected: 5, said: ["rejected-rows"] },
    { rowsRejected: 6, said: ["rejected-rows!"] },
  ])("says $said of $rowsRejected of 100 rows", ({ rowsRejected, said }) => {
    expect(codes(rejectedShare(shares({ rowsRejected })))).toEqual(said);
  });
});

describe("rejectedOfPartners", () => {
  it("names each partner with more than the share of its rows rejected, whatever they are of", () => {
    const rejected = {
      consumption: new Map([
        ["2000", { rows: 5, rejected: 2 }],
        ["1000", { rows: 5, rejected: 1 }],
      ]),
      transcripts: new Map([
        ["2000", { rows: 4, rejected: 1 }],
        ["1000", { rows: 10, rejected: 3 }],
      ]),
    };
    const [warning, ...others] = rejectedOfPartners(shares({ rejected }));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: "rejected-rows-of-partner", crossesLimit: true });
    expect(warning?.message).toMatch(
      "More than 20 % (limits.rejectedPercentPerPartner) of the rows of 2 partners rejected: " +
        "1000 (transcripts: 3 of 10), 2000 (consumption: 2 of 5), 2000 (transcripts: 1 of 4).",
    );
  });

  it("says nothing of a partner exactly at the limit", () => {
    const rejected = { consumption: new Map([["1000", { rows: 5, rejected: 1 }]]), transcripts: new Map() };
    expect(rejectedOfPartners(shares({ rejected }))).toEqual([]);
  });
});

function money(dollars: Partial<Record<Bucket, string>>): Pick<OpenFigures, "buckets"> {
  const entries = Object.entries(dollars).map(([bucket, text]) => [bucket, { rows: 1, usd: usd(text) }]);
  return { buckets: tallies(Object.fromEntries(entries)) };
}

describe("openMoney on dollars that are credited to nobody", () => {
  it.each([
    { name: "exactly at the limit", dollars: { unattributed: "5", counted: "95" }, said: ["unattributed"] },
    {
      name: "a ten-billionth beyond it",
      dollars: { unattributed: "5.0000000001", counted: "95" },
      said: ["unattributed!"],
    },
    {
      name: "beside all buckets behind it",
      dollars: {
        unattributed: "5",
        "ineligible-association": "20",
        "outside-association": "20",
        duplicate: "20",
        counted: "35",
      },
      said: ["unattributed"],
    },
    {
      name: "beside buckets before it, which do not count",
      dollars: {
        unattributed: "6",
        counted: "94",
        "outside-window": "900",
        superseded: "900",
        excluded: "900",
        rejected: "900",
      },
      said: ["unattributed!"],
    },
    { name: "where there is nothing else", dollars: { unattributed: "0.01" }, said: ["unattributed!"] },
    { name: "where refunds outweigh all", dollars: { unattributed: "1", counted: "-5" }, said: ["unattributed!"] },
    { name: "which are refunds themselves", dollars: { unattributed: "-1", counted: "-5" }, said: ["unattributed"] },
    { name: "which come to nothing", dollars: { unattributed: "0", counted: "0" }, said: ["unattributed"] },
    { name: "of which there are none", dollars: { counted: "5" }, said: [] },
  ])("says $said $name", ({ dollars, said }) => {
    expect(codes(openMoney(shares(money(dollars))))).toEqual(said);
  });
});

describe("openMoney on rows without an exchange rate", () => {
  it.each([
    { missing: 0, duplicate: 0, counted: 100, said: [] },
    { missing: 1, duplicate: 9, counted: 90, said: ["missing-rate"] },
    { missing: 1, duplicate: 8, counted: 90, said: ["missing-rate!"] },
    { missing: 1, duplicate: 0, counted: 0, said: ["missing-rate!"] },
  ])("says $said of $missing beside $duplicate and $counted", ({ missing, duplicate, counted, said }) => {
    const rows = (count: number) => ({ rows: count, usd: 0n });
    const buckets = tallies({
      "missing-rate": rows(missing),
      duplicate: rows(duplicate),
      counted: rows(counted),
      "outside-association": rows(1000),
    });
    expect(codes(openMoney(shares({ buckets })))).toEqual(said);
  });
});
