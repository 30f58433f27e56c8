import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { countType, openEngine, textType } from "../../src/partials/duckdb/engine.ts";
import { groupRows } from "../../src/partials/duckdb/group-rows.ts";
import { fingerprint } from "../../src/partials/fingerprint.ts";
import type { GroupLayout } from "../../src/partials/groups.ts";
import { isBroken, readRows } from "../../src/rows/read-rows.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const layout: GroupLayout = {
  ...{ delimiter: ",", linesBefore: 0, width: 3, decimal: "." },
  positions: new Map([
    ["partner", 0],
    ["customer", 1],
    ["tenant", 2],
  ]),
  exclusions: [],
};

/** Rows of a file by their cells, each with how often it stands there, an empty cell as an empty text. */
type Cells = ReadonlyMap<string, number>;

async function carefully(path: string): Promise<{ readonly cells: Cells; readonly broken: number } | "refused"> {
  const cells = new Map<string, number>();
  let broken = 0;
  const file = { path, file: "a.csv", gzip: false, encoding: "utf-8", maxBytes: 2 ** 20 } as const;
  try {
    for await (const rows of readRows(file, { ...layout, mustBeText: [0, 1, 2] })) {
      for (const row of rows) {
        if (isBroken(row)) broken += 1;
        else cells.set(JSON.stringify(row.fields), (cells.get(JSON.stringify(row.fields)) ?? 0) + 1);
      }
    }
  } catch (error) {
    if (error instanceof InputError) return "refused";
    throw error;
  }
  return { cells, broken };
}

const piece = fc.constantFrom("a", "a", '"', ",", ",", ";", " ", "\r", "\n", "\n", "\r\n", "\t", "é", "\uFEFF", "1");
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
/** Mostly well-formed: else hardly any file would be trusted. */
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("", "a", "é a", "1", "3 a") },
  { weight: 3, arbitrary: fc.constantFrom('"a"', '"a,a"', '"a""a"', '"a\na"', '""') },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")) },
);
const neatText = fc
  .array(fc.tuple(cell, cell, cell), { maxLength: 6 })
  .map((rows) => rows.map((cells) => cells.join(",")).join("\n"));

describe("the careful reader", () => {
  it("finds in a file what the database does, wherever the database is believed", async () => {
    const bodies = fc.sample(fc.oneof(anyText, neatText, neatText), { numRuns: 600, seed: 20170815 });
    const names = bodies.map((_, index) => `consumption/${index}.csv`);
    const folder = jobFolder(Object.fromEntries(names.map((name, at) => [name, `a,b,c\n${bodies[at]}`])));
    const files = names.map((name, number) => ({ number, path: join(folder.input, name), layout }));
    const engine = await openEngine({ workFolder: folder.root });
    onTestFinished(() => engine.close());
    const connection = await engine.connect();
    const { trusted, cells } = await byDatabase(connection, files);
    let compared = 0;
    for (const { number, path } of files) {
      if (!trusted.has(number)) continue;
      const found = await carefully(path);
      expect(found, JSON.stringify(bodies[number])).toEqual({ cells: cells.get(number) ?? new Map(), broken: 0 });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(150);
    expect(files.length - compared).toBeGreaterThan(100);
  });

  it("ends, with rows or an error of the file, whatever the text", async () => {
    const folder = jobFolder();
    for (const body of fc.sample(anyText, { numRuns: 300, seed: 7 })) {
      folder.write({ "consumption/a.csv": `a,b,c\n${body}` });
      const found = await carefully(join(folder.input, "consumption/a.csv"));
      if (found === "refused") expect(body).toContain('"');
      else
        expect(found.broken + [...found.cells.values()].reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(40);
    }
  });
});

type Connection = Awaited<ReturnType<Awaited<ReturnType<typeof openEngine>>["connect"]>>;
type Files = Parameters<typeof groupRows>[1];

/** What the database says of each file, and which files it is believed about: as `makePartials` decides it. */
async function byDatabase(connection: Connection, files: Files) {
  const trusted = new Set<number>();
  const cells = new Map<number, Map<string, number>>();
  for (const file of files) {
    const { relation, grouped } = await groupRows(connection, [file]);
    const rowFile = { path: file.path, file: "a.csv", gzip: false, encoding: "utf-8", maxBytes: 2 ** 20 } as const;
    const print = await fingerprint({ file: rowFile, delimiter: ",", linesBefore: 0 });
    if ("problems" in print || print.doubt !== undefined || grouped[0]?.rows !== print.rows) continue;
    trusted.add(file.number);
    const groups = await connection.query(
      `SELECT coalesce(partner, ''), coalesce(customer, ''), coalesce(tenant, ''), rows FROM ${relation}`,
      { first: textType, second: textType, third: textType, rows: countType },
    );
    const printed = groups.map(
      ({ first, second, third, rows }) => [JSON.stringify([first, second, third]), rows] as const,
    );
    cells.set(file.number, new Map(printed));
  }
  return { trusted, cells };
}

describe("a file read half by the database and half by the careful reader", () => {
  const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
  const rows = Array.from({ length: 60 }, (_, n) => {
    const amount = ["12.5", "1e2", "(3.25)", '"1,234.50"', "0.00000000005"][n % 5];
    return `100000${n % 4},contoso-${n % 3},s-${n % 7},2017-0${(n % 7) + 1}-1${n % 9},${amount},DPOR`;
  });

  async function partnersOf(parts: readonly string[]): Promise<string> {
    const folder = jobFolder(Object.fromEntries(parts.map((part, n) => [`consumption/usage_part_${n}.csv`, part])));
    await folder.run();
    return folder.latest("partners.csv");
  }

  it.each([1, 13, 59])("has the same partners.csv, split after row %i", async (at) => {
    const textOf = (some: readonly string[], end = "\n") => `${[header, ...some].join(end)}${end}`;
    const whole = await partnersOf([textOf(rows)]);
    const clean = textOf(rows.slice(0, at));
    // A short row, two kinds of line ends, UTF-16: each makes its half doubtful.
    const doubtful = [`${textOf(rows.slice(at))}short\n`, `${header}\r\n${rows.slice(at).join("\n")}\n`];
    for (const half of doubtful) expect(await partnersOf([clean, half])).toBe(whole);
  });
});
