import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type JobResult, rowsOf, runJob } from "./fixtures/job-run.ts";
import { untied } from "./fixtures/tie-out.ts";

// What the shipped sample comes to, against sums that its generator made on its own (sample/expected.md).

const input = fileURLToPath(new URL("../input", import.meta.url));
const expected = readFileSync(new URL("sample/expected.md", import.meta.url), "utf8");
let result: JobResult;

beforeAll(async () => {
  result = await runJob({ input, asOf: "2017-08-15" });
});

describe("the sample", () => {
  it("is published, with exit code 0 and no sum that does not come out", () => {
    expect({ exit: result.exit, message: result.message, untied: untied(result) }).toEqual({
      exit: 0,
      message: "",
      untied: [],
    });
  });

  it("gives every partner the tier, the finding and the people it is meant to have", () => {
    const found = rowsOf(result, "partners.csv").map((row) => ({
      partner: row["partner_id"],
      assessments: row["assessment_people"],
      exams: row["exam_people"],
      verdict: verdictOf(row),
    }));
    const wanted = tableUnder("Partners").map(({ partner, assessments, exams, verdict }) => ({
      partner,
      assessments,
      exams,
      verdict,
    }));
    expect(found).toEqual(wanted);
  });

  it("counts for every partner in every month the dollars it is meant to have", () => {
    const found = rowsOf(result, "consumption.csv")
      .filter(({ counted_usd: usd }) => usd !== "0.0000000000")
      .map((row) => `${row["partner_id"]} ${row["month"]} ${row["counted_usd"]}`);
    const wanted = tableUnder("Counted US$ by month").flatMap(({ partner, ...months }) =>
      Object.entries(months)
        .filter(([, usd]) => usd !== "" && usd !== "0.0000000000")
        .map(([month, usd]) => `${partner} ${month} ${usd}`),
    );
    expect(found).toEqual(wanted);
  });

  it("puts the rows of every file into the buckets they are meant for", () => {
    const found = rowsOf(result, "sources.csv").map((row) => ({
      file: row["file"],
      rows: bucketsOf(row),
      usd: row["usd_counted"] || "0.0000000000",
    }));
    const wanted = tableUnder("Files").map((row) => ({
      file: row["file"]?.replaceAll("`", ""),
      rows: row["rows"],
      usd: row["counted US$"],
    }));
    expect(found).toEqual(wanted.sort((a, b) => ((a.file ?? "") < (b.file ?? "") ? -1 : 1)));
  });
});

/** As the table has it: `gold`, or `none, silver close`. */
function verdictOf(row: Record<string, string>): string {
  const { tier = "", next_tier: next = "", next_tier_finding: finding = "" } = row;
  return next === "" ? tier : `${tier}, ${next} ${finding}`;
}

/** As the table has it: `28 counted, 9 unattributed, +9`, buckets by name. */
function bucketsOf(row: Record<string, string>): string {
  const buckets = Object.entries(row)
    .filter(([name, rows]) => /^rows_(?!read|credited_again)/.test(name) && Number(rows) > 0)
    .map(([name, rows]) => `${rows} ${name.slice("rows_".length).replaceAll("_", "-")}`);
  const again = Number(row["rows_credited_again"]);
  return [...buckets.sort(byName), ...(again > 0 ? [`+${again}`] : [])].join(", ");
}

function byName(a: string, b: string): number {
  return a.replace(/^\d+ /, "") < b.replace(/^\d+ /, "") ? -1 : 1;
}

/** The rows of the table under a heading, by column. */
function tableUnder(heading: string): Record<string, string>[] {
  const section = expected.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  const [names = [], , ...rows] = lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(rows.length).toBeGreaterThan(20);
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
}
