import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { sqlText } from "../../src/partials/duckdb/sql-text.ts";
import type { FactsLine } from "../../src/partials/store-facts.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const usage = (subscription: string, amount: number) =>
  `partner_id,customer_id,subscription_id,date,amount_usd,association\n1234567,contoso,${subscription},2017-06-03,${amount},DPOR\n`;

const files = {
  "partners.csv": "partner_id,partner_name,country\n1234567,Contoso,Spain\n",
  "consumption/one.csv": usage("sub-1", 14_000),
  "consumption/two.csv": usage("sub-2", 500),
};

const inState = ({ output }: JobFolder, name: string) => join(output, "state", name);

/** A run's CSV files but for those that compare with the run before, and what it warned of. */
async function answer(folder: JobFolder) {
  const warnings: string[] = [];
  const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
  const { folder: published } = await folder.run({ progress });
  const index = inState(folder, "facts.jsonl");
  utimesSync(index, new Date(), new Date(Date.now() + 60_000));
  const names = readdirSync(published).filter((name) => name.endsWith(".csv") && !/^(changes|restatements)/.test(name));
  return { csvs: names.map((name) => [name, readFileSync(join(published, name), "utf8")]), warnings };
}

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

type Seal = (json: string, before: string) => string;
/** Seals that somebody without the key can make. */
const seals: Readonly<Record<string, Seal>> = {
  "its old seal": (_, before) => before,
  "its hash": (json) => sha256(json),
  "a seal by no key": (json) => createHmac("sha256", "").update("a line of state\n").update(json).digest("hex"),
};

type Change = (lines: readonly FactsLine[], folder: JobFolder) => Promise<readonly FactsLine[]> | readonly FactsLine[];
const withPartial = (line: FactsLine | undefined, other: Partial<NonNullable<FactsLine["partial"]>>) => {
  if (line?.partial === undefined) throw new Error("a line without a partial");
  return { ...line, partial: { ...line.partial, ...other } };
};

const changes: Readonly<Record<string, Change>> = {
  "a partial with another amount": async ([line, ...rest], folder) => {
    const path = inState(folder, `partial-${line?.partial?.key}.parquet`);
    const engine = await openEngine({ workFolder: folder.root, threads: 1 });
    const connection = await engine.connect();
    await connection.run(`COPY (SELECT * REPLACE (CAST(usd * 2 AS DECIMAL(38, 10)) AS usd)
      FROM read_parquet(${sqlText(path)})) TO ${sqlText(`${path}.new`)} (FORMAT parquet)`);
    connection.close();
    engine.close();
    renameSync(`${path}.new`, path);
    return [withPartial(line, { sha256: sha256(readFileSync(path)), usd: "280000000000000" }), ...rest];
  },
  "another number of rows": ([line, ...rest]) => [withPartial(line, { rows: 7 }), ...rest],
  "another hash of the export": ([line, ...rest]) => [{ ...withPartial(line, {}), sha256: "0".repeat(64) }, ...rest],
  "the partial of another export": ([one, two, ...rest]) => [
    withPartial(one, two?.partial ?? {}),
    withPartial(two, one?.partial ?? {}),
    ...rest,
  ],
};

async function forge(folder: JobFolder, change: Change, seal: Seal): Promise<void> {
  const written = readFileSync(inState(folder, "facts.jsonl"), "utf8").trimEnd().split("\n");
  const lines = await change(
    written.map((line): FactsLine => JSON.parse(line.slice(65))),
    folder,
  );
  const forged = lines.map((line, at) => {
    const json = JSON.stringify(line);
    const before = written[at] ?? "";
    return json === before.slice(65) ? before : `${seal(json, before.slice(0, 64))} ${json}`;
  });
  writeFileSync(inState(folder, "facts.jsonl"), `${forged.join("\n")}\n`);
  utimesSync(inState(folder, "facts.jsonl"), new Date(), new Date(Date.now() + 60_000));
}

const cases = Object.keys(changes).flatMap((change) => Object.keys(seals).map((seal) => ({ change, seal })));
const saidOnce = [expect.stringMatching(/state.*damaged \(facts\.jsonl, or the person\.key that seals it\)/)];

describe("a state that lies", () => {
  it.each(cases)("by $change with $seal is noticed, said, and made anew", async ({ change, seal }) => {
    const folder = jobFolder(files);
    const first = await answer(folder);
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: [] });
    await forge(folder, changes[change] ?? expect.fail(), seals[seal] ?? expect.fail());
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: saidOnce });
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: [] });
  });

  it.each<[string, (path: string) => void]>([
    ["lost", (path) => rmSync(path)],
    ["another", (path) => writeFileSync(path, `${"ab".repeat(32)}\n`, { mode: 0o600 })],
    ["damaged", (path) => writeFileSync(path, "ab")],
  ])("since its key is %s is made anew, which is said once", async (_, change) => {
    const folder = jobFolder(files);
    const first = await answer(folder);
    change(join(folder.output, "person.key"));
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: saidOnce });
    expect(await answer(folder)).toEqual({ csvs: first.csvs, warnings: [] });
  });
});
