import { describe, expect, it } from "vitest";
import { tableOf } from "../../../src/report/tables/column.ts";
import { applyLimits } from "../../../src/report/workbook/applied-limits.ts";
import type { TableSheet } from "../../../src/report/workbook/sheet-plan.ts";

const limits = { cellsInMemory: 8, rowsPerSheet: 5, linksPerSheet: 4 };

function sheet(rows: number): TableSheet {
  const cell = () => ({ kind: "text", value: "x" }) as const;
  const columns = [
    { name: "a", title: "A", width: 9, cell },
    { name: "b", title: "B", width: 9, cell },
  ];
  return {
    layout: "table",
    name: "Gaps",
    shows: "",
    table: tableOf(columns, Array(rows).fill(0)),
    frozenColumns: 1,
    links: new Map([["a", () => ({ sheet: "Gaps" })]]),
  };
}

describe("applyLimits", () => {
  it("leaves out nothing at the limits", () => {
    const applied = applyLimits([sheet(4)], limits);
    expect(applied).toMatchObject({ cells: 8, streamed: false, withoutLinks: new Set(), continued: new Map() });
  });

  it("streams and goes on in a second sheet one row above them", () => {
    const applied = applyLimits([sheet(5)], limits);
    expect(applied).toMatchObject({ cells: 10, streamed: true, continued: new Map([["Gaps", 2]]) });
  });

  it("leaves out the links of a sheet with too many, in a workbook made in memory", () => {
    const inMemory = { ...limits, cellsInMemory: 10 };
    expect(applyLimits([sheet(4)], inMemory).withoutLinks).toEqual(new Set());
    expect(applyLimits([sheet(5)], inMemory).withoutLinks).toEqual(new Set(["Gaps"]));
  });

  it("counts only cells that lead somewhere", () => {
    const some = { ...sheet(5), links: new Map([["a", (row: number) => (row === 0 ? { sheet: "Gaps" } : undefined)]]) };
    expect(applyLimits([some], { ...limits, cellsInMemory: 10 }).withoutLinks).toEqual(new Set());
  });
});
