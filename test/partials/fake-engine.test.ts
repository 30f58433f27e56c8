import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { intType, nullable, textType, usdType } from "../../src/partials/duckdb/engine.ts";
import { groupRows } from "../../src/partials/duckdb/group-rows.ts";
import type { FileToGroup, Grouping, GroupRows, StartGrouping } from "../../src/partials/groups.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const usage = (partner: string, amounts: readonly string[], day = "2017-06-01") =>
  `${[header, ...amounts.map((amount) => `${partner},contoso,s-${partner},${day},${amount},DPOR`)].join("\n")}\n`;

/** What the engine says of each file, without ever looking into it; the dollars are others than in the files. */
const answers: Readonly<Record<string, { readonly rows: number; readonly usd: string } | "doubtful">> = {
  "a.csv": { rows: 2, usd: "15000.25" },
  "b.csv": { rows: 1, usd: "100000" },
  "c.csv": { rows: 1, usd: "0.0000000001" },
  "d.csv": "doubtful",
};

const groups = {
  ...{
    file: intType,
    partner: textType,
    reseller: nullable(textType),
    customer: textType,
    subscription: textType,
    day: textType,
  },
  ...{
    association: textType,
    tenant: nullable(textType),
    invoice: nullable(textType),
    partner_name: nullable(textType),
  },
  ...{ partner_country: nullable(textType), customer_country: nullable(textType), amount_usd: nullable(textType) },
  ...{
    amount: nullable(textType),
    currency: nullable(textType),
    pricing_currency: nullable(textType),
    rate: nullable(textType),
  },
  ...{ rows: intType, usd: usdType },
};
const nothing = {
  ...{ reseller: undefined, tenant: undefined, invoice: undefined, partner_name: undefined },
  ...{ partner_country: undefined, customer_country: undefined, amount_usd: undefined, amount: undefined },
  ...{ currency: undefined, pricing_currency: undefined, rate: undefined },
};

/** An engine in plain TypeScript. */
function fakeEngine(asked: string[]): GroupRows {
  return async (connection, files): Promise<Grouping> => {
    const answerOf = ({ path }: FileToGroup) => answers[path.replace(/^.*\//, "")] ?? "doubtful";
    asked.push(...files.map(({ path }) => path.replace(/^.*\//, "")));
    const known = files.flatMap((file) => {
      const answer = answerOf(file);
      return answer === "doubtful" ? [] : [{ file, answer }];
    });
    await connection.createTable(
      "fake_groups",
      groups,
      known.map(({ file, answer }) => ({
        ...{ ...nothing, file: file.number, partner: `100000${file.number + 1}`, customer: "contoso" },
        ...{ subscription: `s-100000${file.number + 1}`, day: "2017-06-01", association: "DPOR", rows: answer.rows },
        usd: BigInt(Math.round(Number(answer.usd) * 100)) * 10n ** 8n + (answer.usd.endsWith("1") ? 1n : 0n),
      })),
    );
    return {
      relation: "fake_groups",
      grouped: known.map(({ file, answer }) => ({ file: file.number, rows: answer.rows })),
      doubtful: files
        .filter((file) => answerOf(file) === "doubtful")
        .map(({ number }) => ({ file: number, why: "fake" })),
    };
  };
}

/** Starts an engine that is a function. Under the name of the embedded one, no second engine is asked to confirm what it says. */
const startWith =
  (groupRows: GroupRows, engine: "embedded" | "spark" = "embedded"): StartGrouping =>
  async () => ({ engine, groupRows, end: async () => {} });

const files = {
  "consumption/a.csv": usage("1000001", ["1", "2"]),
  "consumption/b.csv": usage("1000002", ["3"]),
  "consumption/c.csv": usage("1000003", ["4"]),
  "consumption/d.csv": usage("1000004", ["5", "6.5"]),
};

describe("another engine", () => {
  it("delivers groups for three files and calls a fourth doubtful: a whole run publishes from them", async () => {
    const folder = jobFolder(files);
    const asked: string[] = [];
    const { folder: published } = await folder.run({ startGrouping: startWith(fakeEngine(asked)) });
    expect(asked).toEqual(["a.csv", "b.csv", "c.csv", "d.csv"]);
    expect(readdirSync(published)).toContain("partners.csv");
    const consumption = folder
      .latest("consumption.csv")
      .split("\n")
      .filter((line) => line.includes(",2017-06,"));
    expect(consumption).toEqual([
      "1000001,2017-06,15000.2500000000",
      "1000002,2017-06,100000.0000000000",
      "1000003,2017-06,0.0000000001",
      "1000004,2017-06,11.5000000000",
    ]);
  });

  it("is not believed about a file of which it read more or fewer rows than were counted", async () => {
    const folder = jobFolder({ ...files, "consumption/a.csv": usage("1000001", ["1", "2", "3"]) });
    await folder.run({ startGrouping: startWith(fakeEngine([])) });
    expect(folder.latest("consumption.csv")).toContain("1000001,2017-06,6.0000000000");
  });

  it("is not believed about a file that it calls doubtful, though it delivers rows of it", async () => {
    const folder = jobFolder(files);
    const engine = fakeEngine([]);
    const unsure: GroupRows = async (connection, asked) => ({
      ...(await engine(connection, asked)),
      doubtful: asked.map(({ number }) => ({ file: number, why: "unsure of all" })),
    });
    await folder.run({ startGrouping: startWith(unsure) });
    expect(folder.latest("consumption.csv")).toContain("1000001,2017-06,3.0000000000");
    expect(folder.latest("consumption.csv")).toContain("1000002,2017-06,3.0000000000");
  });

  it("is asked to confirm by the embedded one, under the name of Spark, what it says of the smallest file; else nothing is published", async () => {
    const folder = jobFolder(files);
    const lying = folder.run({ startGrouping: startWith(fakeEngine([]), "spark") });
    await expect(lying).rejects.toThrow(/consumption\/b\.csv differently .*`engine: embedded`/);
    expect(existsSync(join(folder.output, "latest"))).toBe(false);
    expect(existsSync(join(folder.output, "state", "facts.jsonl"))).toBe(false);
    const honest = await folder.run({ startGrouping: startWith(groupRows, "spark") });
    expect(honest.report.engineUse.files.map(({ by }) => by)).toEqual(["spark", "spark", "spark", "spark"]);
  });

  it("leaves partials that the embedded engine takes for its own", async () => {
    const folder = jobFolder(files);
    await folder.run({ startGrouping: startWith(fakeEngine([])) });
    expect(readdirSync(join(folder.output, "state")).filter((name) => name.endsWith(".parquet"))).toHaveLength(4);
    await folder.run({ runId: "20170815T000001Z-test" });
    expect(folder.latest("consumption.csv")).toContain("1000001,2017-06,15000.2500000000");
  });
});
