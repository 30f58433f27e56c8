import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { sqlText } from "../../src/partials/duckdb/sql-text.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"];
type Cell = string | number | Date | null;

/** Rows as a person might have them in a sheet: the fourth cannot be read, the fifth repeats a day. */
const rows: readonly (readonly Cell[])[] = [
  [1284501, "contoso", "s-1", new Date(Date.UTC(2017, 5, 1)), 1250.4, "DPOR"],
  [1284501, "contoso", "s-1", new Date(Date.UTC(2017, 5, 2)), 14_000.25, "DPOR"],
  [1284502, "fabrikam", "s-2", new Date(Date.UTC(2017, 6, 1)), 1e-7, "Partner Admin Link"],
  [1284502, "fabrikam", "s-2", "soon", 10, "DPOR"],
  [1284502, "fabrikam", "s-2", new Date(Date.UTC(2017, 6, 31)), 12_000, null],
];

const text = (cell: Cell): string => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === 1e-7 ? "0.0000001" : String(cell ?? "");
};
const csv = [header, ...rows.map((row) => row.map(text))].map((row) => row.join(",")).join("\n");

const people = [
  ["person_id", "email", "partner_id", "credential", "title", "completed_on", "expires_on", "result"],
  ["1001", "ana@contoso.com", 1284501, "70-532", "", new Date(Date.UTC(2017, 2, 21)), null, "Pass"],
  ["1002", "bo@contoso.com", 1284501, "70-533", "", "never", null, "Pass"],
];

async function workbook(sheets: Record<string, readonly (readonly Cell[])[]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, content] of Object.entries(sheets)) book.addWorksheet(name).addRows(content.map((row) => [...row]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function zip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const made = new JSZip();
  for (const [name, content] of Object.entries(files)) made.file(name, content);
  return made.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

async function parquet(content: readonly (readonly Cell[])[]): Promise<Buffer> {
  const { root } = jobFolder();
  const engine = await openEngine({ workFolder: root });
  const connection = await engine.connect();
  const [names = [], ...values] = content;
  const literal = (cell: Cell) => (cell === null ? "NULL" : sqlText(text(cell)));
  const list = values.map((row) => `(${row.map(literal).join(", ")})`).join(", ");
  const columns = names.map((name) => (name === "amount_usd" ? "amount_usd::DOUBLE AS amount_usd" : String(name)));
  await connection.run(`COPY (SELECT ${columns.join(", ")} FROM (VALUES ${list}) AS made(${names.join(", ")}))
    TO ${sqlText(join(root, "a.parquet"))} (FORMAT parquet)`);
  connection.close();
  engine.close();
  return readFileSync(join(root, "a.parquet"));
}

/** What a run over some files says of partners, rows and rejects; lines of rejects as their file has them. */
async function outcome(files: Record<string, string | Buffer>) {
  const folder = jobFolder(files);
  const { report } = await folder.run();
  return {
    partners: folder.latest("partners.csv"),
    totals: report.totals,
    sources: report.sources.map(({ file, format }) => [file, format]),
    rejects: report.rejects.map(({ line, column, code, message }) => ({ line, column, code, message })),
  };
}

describe("an export that is no CSV file", () => {
  it("is judged as the same rows in a CSV file are, whatever it is packed in", async () => {
    const expected = await outcome({ "usage.csv": csv });
    const sheet = [header, ...rows];
    const book = await workbook({ Notes: [["Call Ann"]], Usage: sheet });
    const table = await parquet(sheet);
    const packings: Record<string, Record<string, Buffer>> = {
      "pack.zip/sub/usage.csv": { "pack.zip": await zip({ "sub/usage.csv": csv, "readme.md": "x" }) },
      "book.xlsx/Usage": { "book.xlsx": book },
      "usage.parquet": { "usage.parquet": table },
      "pack.zip/book.xlsx/Usage": { "pack.zip": await zip({ "book.xlsx": book }) },
      "pack.zip/usage.parquet": { "pack.zip": await zip({ "usage.parquet": table }) },
    };
    expect(expected.rejects.map(({ line, code }) => [line, code])).toEqual([
      [5, "bad-day"],
      [6, "unknown-association"],
    ]);
    for (const [file, files] of Object.entries(packings)) {
      const found = await outcome(files);
      const lines = file.endsWith("parquet") ? [4, 5] : [5, 6];
      expect(found).toEqual({
        ...expected,
        sources: [[file, "tierbook"]],
        rejects: expected.rejects.map((reject, index) => ({ ...reject, line: lines[index] })),
      });
    }
  });
});
void people;
