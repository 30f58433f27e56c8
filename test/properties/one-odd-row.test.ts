import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,note,subscription_id,date,amount_usd,association\n";
/** Rows of which every seventh goes over two lines; partners end up with a tier, close to one and far from it. */
const rows = Array.from({ length: 400 }, (_, index) => {
  const partner = 1_000_001 + (index % 3);
  const note = index % 7 === 0 ? '"one line,\nand another"' : "Café";
  return `${partner},c${index % 5},${note},s${index % 9},2017-0${1 + (index % 7)}-15,${(index % 3) * 400}.0${index},dpor\n`;
});
/** Four people for each partner, enough for gold. */
const people = `person_id,email,partner_id,credential,title,completed_on,expires_on,result\n${Array.from(
  { length: 12 },
  (_, index) => `${7001 + index},,${1_000_001 + (index % 3)},70-532,,2017-03-01,,pass\n`,
).join("")}`;

/** Where the odd row goes: behind rows of one line and rows of two. */
const place = 250;
const lineOfOddRow = 1 + (header + rows.slice(0, place).join("")).split("\n").length - 1;

const odd = {
  "a row that is too short": { row: Buffer.from("1000001,c1\n"), code: "field-count" },
  "a byte that is no text": { row: Buffer.from("1000001,c1,,s\xFF,2017-05-15,9,dpor\n", "latin1"), code: "encoding" },
  "an amount that is none": { row: Buffer.from("1000001,c1,,s1,2017-05-15,12.x,dpor\n"), code: "bad-amount" },
};

/** Ways in which the same rows come. */
const ways: Readonly<Record<string, (text: string) => Buffer>> = {
  "as it is": (text) => Buffer.from(text, "latin1"),
  "with CRLF": (text) => Buffer.from(text.replaceAll("\n", "\r\n"), "latin1"),
  gzipped: (text) => gzipSync(Buffer.from(text, "latin1")),
  /** Has the sign that stands for a byte that is no text. */
  "in UTF-16": (text) => Buffer.from(`\uFEFF${Buffer.from(text, "latin1").toString("utf8")}`, "utf16le"),
};

/** The file with or without an odd row, each character being a byte. */
function textOf(oddRow: Buffer = Buffer.alloc(0)): string {
  const [before, after] = [rows.slice(0, place), rows.slice(place)].map((some) => some.join(""));
  return Buffer.concat([Buffer.from(header + before), oddRow, Buffer.from(after ?? "")]).toString("latin1");
}

async function outcomeOf(bytes: Buffer, name: string) {
  const usage = `consumption/usage.csv${name === "gzipped" ? ".gz" : ""}`;
  const { report } = await jobFolder({ [usage]: bytes, "transcripts/people.csv": people }).run();
  return {
    verdicts: report.assessments.map(({ rowsRejected, ...verdict }) => verdict),
    rejects: report.rejects.map(({ line, code }) => ({ line, code })),
  };
}

describe.each(Object.entries(ways))("a file %s", (way, bytesOf) => {
  it.each(Object.entries(odd))(
    "with %s gives the verdicts of the rest, and the row's line",
    async (_, { row, code }) => {
      const clean = await outcomeOf(bytesOf(textOf()), way);
      expect(clean.verdicts.map(({ tier, counted }) => [tier, counted !== 0n])).toEqual([
        ["none", true],
        ["silver", true],
        ["gold", true],
      ]);
      expect(clean.rejects).toEqual([]);
      const { verdicts, rejects } = await outcomeOf(bytesOf(textOf(row)), way);
      expect(verdicts).toEqual(clean.verdicts);
      expect(rejects).toEqual([{ line: lineOfOddRow, code }]);
    },
  );
});
