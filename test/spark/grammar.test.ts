import { mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { countType, openEngine, textType } from "../../src/partials/duckdb/engine.ts";
import { groupRows } from "../../src/partials/duckdb/group-rows.ts";
import { fingerprint } from "../../src/partials/fingerprint.ts";
import { type GroupRows, layoutOf } from "../../src/partials/groups.ts";
import { startSpark } from "../../src/partials/spark/start-spark.ts";
import { findExports } from "../../src/sources/find-exports.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { sparkSettings } from "./spark-job.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const piece = fc.constantFrom(
  "a",
  "a",
  '"',
  '"',
  ",",
  ",",
  ";",
  " ",
  "\r",
  "\n",
  "\r\n",
  "\t",
  "é",
  "\uFEFF",
  "1",
  "\\",
  "\u0001",
  "\u0002",
);
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
const cell = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("", "a", "é a", "1", "2.5", "a;b", "\\") },
  { weight: 6, arbitrary: fc.constantFrom('"a"', '"a,a"', '"a""a"', '""""', '""', '",,"', '"\\"', '" a "') },
  { weight: 1, arbitrary: fc.constantFrom('"a\nb"', ' "a"', '"a" ', 'a"b', '"a"b', '"a', "a\rb", '"a""', ",") },
);
/** Mostly well-formed: else hardly any file would be trusted. */
const neatText = fc
  .tuple(
    fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 4 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([rows, end, isEnded]) => rows.map((cells) => cells.join(",")).join(end) + (isEnded ? end : ""));
const body = fc.oneof({ weight: 1, arbitrary: anyText }, { weight: 3, arbitrary: neatText });

describe("the grammar in SQL", () => {
  it("finds in a file the groups that the embedded engine finds, or calls it doubtful: never a third", async () => {
    const bodies = fc.sample(body, { numRuns: 500, seed: 20170815 });
    const ended = (text: string, index: number) =>
      `${header}${text.includes("\r\n") || index % 5 === 0 ? "\r\n" : "\n"}${text}`;
    const folder = jobFolder(
      Object.fromEntries(bodies.map((text, at) => [`consumption/${1000 + at}.csv`, ended(text, at)])),
    );
    const { job, formats } = folder.config();
    const { consumption } = await findExports(job, formats);
    const files = consumption.map((file, number) => ({ number, export: file }));
    const workFolder = join(folder.root, "work");
    mkdirSync(workFolder);
    const settings = sparkSettings(folder, { master: "local[2]" });
    const spark = await startSpark({ settings, output: folder.output, workFolder, warn: () => {} })(files);
    onTestFinished(() => spark.end());
    const engine = await openEngine({ workFolder });
    onTestFinished(() => engine.close());
    const connection = await engine.connect();
    const groupsBy = async (group: GroupRows, asked: typeof files) => {
      const sent = asked.map(({ number, export: file }) => ({ number, path: file.path, layout: layoutOf(file) }));
      const { relation, grouped } = await group(connection, sent);
      const groups = await connection.query(
        `SELECT file, [partner, customer, subscription, day, association]::VARCHAR || coalesce(amount_usd, usd::VARCHAR, '') AS said, rows
         FROM ${relation} ORDER BY ALL`,
        { file: countType, said: textType, rows: countType },
      );
      return new Map(
        grouped.map(({ file, rows }) => [file, { rows, groups: groups.filter((each) => each.file === file) }]),
      );
    };
    const bySpark = await groupsBy(spark.groupRows, files);
    let compared = 0;
    for (const file of files) {
      const found = bySpark.get(file.number);
      const rowFile = {
        path: file.export.path,
        file: file.export.file,
        gzip: false,
        encoding: "utf-8" as const,
        maxBytes: 2 ** 20,
      };
      const print = await fingerprint({ file: rowFile, delimiter: ",", linesBefore: 0 });
      // As makePartials decides it: what the pass over a file doubts, and what has another number of rows, is not trusted.
      if (found === undefined || "problems" in print || print.doubt !== undefined || print.rows !== found.rows)
        continue;
      const embedded = (await groupsBy(groupRows, [file])).get(file.number);
      expect(found, JSON.stringify(bodies[file.number])).toEqual(embedded);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(150);
    expect(files.length - compared).toBeGreaterThan(150);
  }, 300_000);
});
