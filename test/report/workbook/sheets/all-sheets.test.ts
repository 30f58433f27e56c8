import { describe, expect, it } from "vitest";
import type { RunReport } from "../../../../src/domain/report.ts";
import { csvText } from "../../../../src/report/csv/csv-text.ts";
import { outputTables } from "../../../../src/report/output-tables.ts";
import { cellsOf } from "../../../../src/report/tables/column.ts";
import { applyLimits } from "../../../../src/report/workbook/applied-limits.ts";
import { excelValue } from "../../../../src/report/workbook/excel-value.ts";
import { excelLimits } from "../../../../src/report/workbook/limits.ts";
import type { PageRow, SheetPlan } from "../../../../src/report/workbook/sheet-plan.ts";
import { allSheets } from "../../../../src/report/workbook/sheets/all-sheets.ts";
import { sampleJob, sampleReport } from "../../sample-report.ts";

function plansOf(report: RunReport = sampleReport): readonly SheetPlan[] {
  return allSheets(report, outputTables(report, sampleJob), { mask: true });
}

function planOf(name: string, report?: RunReport): SheetPlan {
  const found = plansOf(report).find((plan) => plan.name === name);
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return found;
}

/** Every text of a page, row by row. */
function textsOf(plan: SheetPlan): readonly string[] {
  if (plan.layout !== "page") throw new Error(`${plan.name} is no page`);
  return plan.rows.flatMap((row) => row.map(({ cell }) => csvText(cell)));
}

/** One column of a table, by its name. */
function columnOf(name: string, column: string, report?: RunReport): readonly string[] {
  const plan = planOf(name, report);
  if (plan.layout !== "table") throw new Error(`${name} is no table`);
  const place = plan.table.columns.findIndex((one) => one.name === column);
  return [...cellsOf(plan.table)].map((cells) => {
    const cell = cells[place];
    return cell === undefined ? "" : csvText(cell);
  });
}

describe("allSheets", () => {
  it("begins with the summary, which lists all others", () => {
    const [summary, ...others] = plansOf();
    expect(summary?.name).toBe("Summary");
    const texts = summary === undefined ? [] : textsOf(summary);
    for (const { name, shows } of others) expect(texts).toEqual(expect.arrayContaining([name, shows]));
  });

  it("leaves Evidence out where it alone would take the tables from all other sheets, and says so", () => {
    const month = { partnerId: "2000", file: "consumption/a.csv", rows: 1, usd: 1n };
    const fileMonths = Array.from({ length: 40 }, (_, n) => ({
      ...month,
      month: `20${String(n).padStart(2, "0")}-01`,
    }));
    const report = { ...sampleReport, fileMonths };
    const whole = applyLimits(plansOf(report), excelLimits).cells;
    const sheets = (cellsInMemory: number) =>
      allSheets(report, outputTables(report, sampleJob), { mask: true, limits: { ...excelLimits, cellsInMemory } });
    const names = (cellsInMemory: number) => sheets(cellsInMemory).map(({ name }) => name);
    expect(names(whole)).toContain("Evidence");
    expect(names(whole - 1)).not.toContain("Evidence");
    expect(names(1)).toContain("Evidence");
    const about = sheets(whole - 1).find(({ name }) => name === "About");
    if (about?.layout !== "page") throw new Error("no page About");
    const closing = about.closing?.(applyLimits(sheets(whole - 1), excelLimits)) ?? [];
    expect(closing.flatMap((row) => row.map(({ cell }) => csvText(cell)))).toContain("Without Evidence");
  });

  it("gives every sheet a name that Excel takes, also when it goes on in a hundredth", () => {
    for (const { name } of plansOf()) expect(name).toMatch(/^[A-Z][A-Za-z ]{1,23}$/);
  });

  it("gives the columns of a sheet different titles and names", () => {
    for (const plan of plansOf()) {
      if (plan.layout !== "table") continue;
      const { columns } = plan.table;
      expect(new Set(columns.map(({ title }) => title.toLowerCase())).size).toBe(columns.length);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });

  it("shows who qualifies, who is close, the months, the buckets and the rules", () => {
    expect(columnOf("Qualified", "partner_id")).toEqual(["2000", "3000"]);
    expect(columnOf("Close", "partner_id")).toEqual(["0012345"]);
    expect(columnOf("Close", "furthest_share")).toEqual(["0.0000"]);
    expect(columnOf("Partners", "consumption_share")[0]).toBe("91.7000");
    expect(columnOf("Partners", "go_to_gaps")).toContain("4 gaps");
    expect(columnOf("Monthly", "total")).toEqual(["13759.46", "100000.00", "20000.01", "-5.00", ""]);
    expect(columnOf("Rules", "what")).toEqual(
      expect.arrayContaining(["revision", "clause", "credential", "assumption"]),
    );
    expect(columnOf("Rules", "threshold")).toEqual(expect.arrayContaining(["15000.00", "10000.00", "100000.00", "2"]));
  });

  it("shows on Data quality what a reader should know, people masked", () => {
    const sections = new Set(columnOf("Data quality", "section").map((section) => section.slice(2)));
    expect([...sections]).toEqual([
      "Warnings",
      "Where every row ended up",
      "Files",
      "Months without data",
      "Unknown countries",
      "Depends on a reading",
      "People of several partners",
      "Rejected rows",
      "Files left alone",
    ]);
    expect(columnOf("Data quality", "where")).toEqual(expect.arrayContaining(["j***@contoso.com", "2016-08"]));
  });

  it("puts the darkest colour on the largest month, and none on months without consumption", () => {
    const plan = planOf("Monthly");
    if (plan.layout !== "table") throw new Error("Monthly is no table");
    const looks = [...cellsOf(plan.table)].map((cells) => cells.map((cell, column) => plan.look?.(cell, column)));
    expect(looks.map((row) => row[13])).toEqual(["heat-2", "heat-5", "heat-4", undefined, undefined]);
    expect(new Set(looks.map((row) => row[2]))).toEqual(new Set([undefined]));
  });
});

describe("the summary", () => {
  it("answers in its second row and shows trust, totals and the closest", () => {
    const texts = textsOf(planOf("Summary"));
    expect(texts[0]).toBe("Cloud Platform: partner tiers");
    expect(texts[1]).toBe(
      "As of 2017-07-31, of 5 partners 1 holds gold and 1 holds silver; 0 more are close to gold and 1 close to silver. 1 cannot be judged: an export is missing, or too many of their rows were rejected.",
    );
    expect(texts).toContain("2016-08-01 to 2017-07-31, both included");
    expect(texts).toContain("Amber: read the warnings");
    expect(texts.join(" ")).toContain(
      "Read 5 rows and US$133,759.46, credited again 1 row and US$5.00; the buckets hold 6 rows and US$133,764.46, of which",
    );
    expect(texts).toContain("needs US$1,240.55 more consumption and 1 more person for silver");
  });

  it.each([
    { warnings: [], light: "Green: nothing to warn about" },
    { warnings: [{ code: "overlap", message: "twice", crossesLimit: true }], light: "Red: a limit is crossed" },
  ])("shows $light", ({ warnings, light }) => {
    expect(textsOf(planOf("Summary", { ...sampleReport, warnings }))).toContain(light);
  });

  it("shows six reasons, and how many more there are", () => {
    const warnings = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ code: "x", message: `reason ${index}`, crossesLimit: false }));
    const more = "and 1 more: see the sheet Data quality";
    const [six, seven] = [6, 7].map((count) =>
      textsOf(planOf("Summary", { ...sampleReport, warnings: warnings(count) })),
    );
    expect([six?.includes("reason 5"), six?.includes(more)]).toEqual([true, false]);
    expect([seven?.includes("reason 6"), seven?.includes(more)]).toEqual([false, true]);
  });

  it("has charts whose cells hold what the charts carry", () => {
    const charts = planOf("Summary").charts ?? [];
    const data = planOf("Chart data");
    if (data.layout !== "page") throw new Error("Chart data is no page");
    expect(charts.map(({ title }) => title)).toEqual([
      "Partners by tier",
      "Partners by distance to their next tier",
      "Closest to their next tier",
    ]);
    for (const { categories, values, series } of charts) {
      expect(cellsAt(data.rows, categories.ref)).toEqual(categories.values);
      expect(cellsAt(data.rows, series.ref)).toEqual(series.values);
      expect(cellsAt(data.rows, values.ref)).toEqual(values.values);
    }
    expect(charts[0]?.values.values).toEqual([1, 1, 2, 1]);
  });

  it("has no chart of the closest where nobody has a known gap", () => {
    const charts = planOf("Summary", { ...sampleReport, assessments: [] }).charts ?? [];
    expect(charts.map(({ title }) => title)).not.toContain("Closest to their next tier");
  });
});

/** What the cells hold that a reference such as `'Chart data'!$A$4:$A$6` names. */
function cellsAt(rows: readonly PageRow[], ref: string): readonly unknown[] {
  const [, letter = "", first = "", last = first] = /!\$([A-Z])\$(\d+)(?::\$[A-Z]\$(\d+))?$/.exec(ref) ?? [];
  const column = letter.charCodeAt(0) - 65;
  return rows.slice(Number(first) - 1, Number(last)).map((row) => {
    const cell = row[column]?.cell;
    return cell === undefined || cell.kind === "text" ? cell?.value : excelValue(cell);
  });
}
