import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { parseAmount } from "../../src/domain/money.ts";
import { openEngine } from "../../src/ingest/engine.ts";
import { groupRows } from "../../src/ingest/group-rows.ts";
import { findExports } from "../../src/sources/find-exports.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { cellsOf } from "./random-rows.ts";

const piece = fc.constantFrom(
  ..."0123456789012345678901234567890123456789",
  ".",
  ".",
  ",",
  "-",
  "+",
  "e",
  "E",
  "_",
  " ",
  "$",
  "(",
  ")",
);
const anyText = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join(""));
const number = fc
  .tuple(
    fc.constantFrom("", "", "-", "+", " ", "- "),
    fc.bigInt({ min: 0n, max: 10n ** 10n }),
    fc.constantFrom("", ".", "."),
    fc.bigInt({ min: 0n, max: 10n ** 18n }),
    fc.constantFrom("", "", "", "e5", "E-05", "e-30", "E+2", " ", "\t", "0"),
  )
  .map((parts) => parts.join(""));
const half = fc.nat({ max: 10 ** 9 }).map((n) => `${n % 100}.${String(n).padStart(10, "0")}5`);

it("reads every amount that the fast way accepts as the tolerant parser does", async () => {
  const written = fc.sample(fc.oneof(anyText, number, half), { numRuns: 20_000, seed: 20170815 });
  // A cell that is empty once trimmed is no number to anyone; others are told apart by the customer of their row.
  const rows = written.map((text, index) => cellsOf(["1", String(index), "", "2017-06-01", text, "DPOR"]));
  const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
  const folder = jobFolder({ "consumption/usage.csv": `${[header, ...rows].join("\n")}\n` });
  const { job, formats } = folder.config();
  const [file] = (await findExports(job, formats)).consumption;
  if (file === undefined) throw new Error("no export was found");
  const engine = await openEngine({ workFolder: folder.root });
  onTestFinished(() => engine.close());
  const connection = await engine.connect();
  onTestFinished(() => connection.closeSync());

  await groupRows(connection, [{ number: 0, path: file.path, export: file }], { customerCountries: false });
  const grouped = await connection.runAndReadAll(
    "SELECT customer, CAST(usd AS VARCHAR) FROM grouped WHERE odd IS NULL",
  );
  const read = grouped.getRows().map(([index, usd]) => {
    const text = written[Number(index)] ?? "";
    return { text, fast: String(usd), tolerant: fixed(parseAmount(text)) };
  });
  expect(read.length).toBeGreaterThan(3000);
  expect(read.filter(({ fast, tolerant }) => fast !== tolerant)).toEqual([]);
});

/** Ten-billionths as the database prints them. */
function fixed(units: bigint | undefined): string {
  if (units === undefined) return "no amount";
  const digits = (units < 0n ? -units : units).toString().padStart(11, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}
