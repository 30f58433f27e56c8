import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import type { ChartPlan } from "../../../src/report/workbook/chart-plan.ts";
import { finishWorkbook } from "../../../src/report/workbook/finish-workbook.ts";
import { tempFolder } from "../temp-folder.ts";
import { openPackage, relationshipsOf, sheetsOf } from "./opened/open-package.ts";
import { packageFaults } from "./opened/package-faults.ts";
import { childOf, descendants } from "./opened/read-xml.ts";

const byTier: ChartPlan = {
  title: "Partners by tier",
  sheet: "Summary",
  shape: "columns",
  categoryAxis: "Tier held",
  valueAxis: "Partners (number)",
  valueFormat: "#,##0",
  series: { ref: "'Chart data'!$B$1", values: ["Partners"] },
  categories: { ref: "'Chart data'!$A$2:$A$3", values: ["Gold", "Silver"] },
  values: { ref: "'Chart data'!$B$2:$B$3", values: [3, 12] },
  altText: 'Gold "3", silver 12\nof all',
  from: { column: 4, row: 2 },
  to: { column: 9, row: 18 },
};
const closest: ChartPlan = {
  ...byTier,
  title: "The closest",
  shape: "bars",
  valueFormat: "0.0%",
  valueMax: 1,
  categories: { ref: "'Chart data'!$A$2:$A$3", values: ["Contoso & <Süd>", "a\u0001\uD800_x000D_"] },
  values: { ref: "'Chart data'!$B$2:$B$3", values: [0.991, 0.5] },
};

/** A workbook as exceljs writes it, with what may stand around a drawing: a note, a link, a table. */
async function written(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const summary = workbook.addWorksheet("Summary");
  summary.getCell("A1").value = { text: "<drawing>", hyperlink: "#'Chart data'!$A$1" };
  summary.getCell("A2").note = "noted";
  const more = workbook.addWorksheet("Table");
  more.addTable({ name: "T", ref: "A4", columns: [{ name: "a" }], rows: [["x"]] });
  workbook.addWorksheet("Chart data").addRows([
    ["Tier", "Partners"],
    ["Gold", 3],
    ["Silver", 12],
  ]);
  workbook.created = workbook.modified = new Date("2017-07-31");
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function finish(charts: readonly ChartPlan[], bytes?: Uint8Array): Promise<string> {
  const path = join(await tempFolder(), "a.xlsx");
  await finishWorkbook(bytes ?? (await written()), path, { charts, names: [] });
  return path;
}

async function chartsOf(charts: readonly ChartPlan[]) {
  const { xml } = await openPackage(await finish(charts));
  return charts.map((_plan, index) => {
    const part = xml.get(`xl/charts/chart${index + 1}.xml`);
    if (part === undefined) throw new Error(`no chart ${index + 1}`);
    return part;
  });
}

describe("finishWorkbook", () => {
  it("makes a workbook without faults, with its charts and every other part", async () => {
    const opened = await openPackage(await finish([byTier, closest, { ...byTier, sheet: "Table" }]));
    expect(packageFaults(opened)).toEqual([]);
    expect(opened.paths).toEqual(expect.arrayContaining(["xl/tables/table1.xml", "xl/comments1.xml"]));
    const charts = sheetsOf(opened)
      .slice(0, 2)
      .map(({ path, xml }) => {
        const drawing = relationshipsOf(opened, path).get(childOf(xml, "drawing")?.attributes.get("r:id") ?? "");
        return [...relationshipsOf(opened, drawing?.target ?? "").values()].map(({ target }) => target);
      });
    expect(charts).toEqual([["xl/charts/chart1.xml", "xl/charts/chart2.xml"], ["xl/charts/chart3.xml"]]);
  });

  it("puts the drawing before notes and tables", async () => {
    const opened = await openPackage(await finish([byTier, { ...byTier, sheet: "Table" }]));
    const [summary, table] = sheetsOf(opened).map(({ xml }) => xml.children.map(({ name }) => name).slice(-2));
    expect([summary, table]).toEqual([
      ["drawing", "legacyDrawing"],
      ["drawing", "tableParts"],
    ]);
  });

  it("copies all other parts as they are, still compressed", async () => {
    const bytes = await written();
    const [before, after] = [
      await JSZip.loadAsync(bytes),
      await JSZip.loadAsync(await readFile(await finish([byTier], bytes))),
    ];
    for (const path of ["xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/theme/theme1.xml"]) {
      expect(packed(after, path)).toEqual(packed(before, path));
    }
  });

  it("gives the same bytes again, whenever the parts were written", async () => {
    const late = await JSZip.loadAsync(await written());
    for (const part of Object.values(late.files)) part.date = new Date("2031-05-06T07:08:10Z");
    const bytes = await late.generateAsync({ type: "uint8array", compression: "DEFLATE" });
    expect(await readFile(await finish([byTier], bytes))).toEqual(await readFile(await finish([byTier])));
  });

  it("returns size and hash of what it wrote", async () => {
    const path = join(await tempFolder(), "a.xlsx");
    const result = await finishWorkbook(await written(), path, { charts: [byTier], names: [] });
    const bytes = await readFile(path);
    expect(result).toEqual({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  });

  it("leaves a workbook without charts without drawings", async () => {
    const opened = await openPackage(await finish([]));
    expect(opened.paths.filter((path) => /drawing\d|chart/.test(path) && !path.endsWith(".vml"))).toEqual([]);
    expect(packageFaults(opened)).toEqual([]);
  });

  it("can be read by the library that wrote it", async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(await finish([byTier, closest]));
    expect(workbook.getWorksheet("Chart data")?.getCell("B3").value).toBe(12);
  });

  it("never overwrites a file, and names a sheet that is not there", async () => {
    const path = await finish([]);
    await expect(finishWorkbook(await written(), path, { charts: [], names: [] })).rejects.toThrow("EEXIST");
    await expect(finish([{ ...byTier, sheet: "Nowhere" }])).rejects.toThrow("no sheet Nowhere");
  });
});

describe("a chart", () => {
  it("takes names and numbers from cells, and keeps what they hold beside", async () => {
    const [chart] = await chartsOf([closest]);
    if (chart === undefined) throw new Error("no chart");
    expect([...descendants(chart, "c:f")].map(({ text }) => text)).toEqual([
      "'Chart data'!$B$1",
      "'Chart data'!$A$2:$A$3",
      "'Chart data'!$B$2:$B$3",
    ]);
    const kept = [...descendants(chart, "c:v")].map(({ text }) => text);
    expect(kept).toEqual(["Partners", "Contoso & <Süd>", "a\uFFFD\uFFFD_x005F_x000D_", "0.991", "0.5"]);
    expect([...descendants(chart, "c:ptCount")].map(({ attributes }) => attributes.get("val"))).toEqual([
      "1",
      "2",
      "2",
    ]);
    expect([...descendants(chart, "c:formatCode")].map(({ text }) => text)).toEqual(["0.0%"]);
  });

  it("says its title and both axes with their units", async () => {
    const [chart] = await chartsOf([byTier]);
    const texts = [...descendants(chart ?? fail(), "a:t")].map(({ text }) => text);
    expect(texts).toEqual(["Partners by tier", "Tier held", "Partners (number)"]);
  });

  it("has a text for those who do not see it, and a name and id of its own", async () => {
    const { xml } = await openPackage(await finish([byTier, closest]));
    const shapes = [...descendants(xml.get("xl/drawings/drawing1.xml") ?? fail(), "xdr:cNvPr")];
    expect(shapes.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      { id: "2", name: "Partners by tier", descr: byTier.altText },
      { id: "3", name: "The closest", descr: byTier.altText },
    ]);
  });

  it.each<{ readonly name: string; readonly plan: ChartPlan; readonly scale: readonly string[] }>([
    { name: "begins at zero", plan: byTier, scale: ["min 0"] },
    { name: "ends where the plan says", plan: closest, scale: ["max 1", "min 0"] },
    {
      name: "leaves room for a value below zero",
      plan: { ...byTier, values: { ...byTier.values, values: [-1, 12] } },
      scale: [],
    },
    {
      name: "counts few by ones",
      plan: { ...byTier, values: { ...byTier.values, values: [0, 10] } },
      scale: ["min 0", "by 1"],
    },
    {
      name: "leaves the steps of many to the program",
      plan: { ...byTier, values: { ...byTier.values, values: [0, 11] } },
      scale: ["min 0"],
    },
  ])("$name on its axis of values", async ({ plan, scale }) => {
    const [chart] = await chartsOf([plan]);
    const [axis = fail()] = descendants(chart ?? fail(), "c:valAx");
    const said = (name: string, word: string) =>
      [...descendants(axis, name)].map(({ attributes }) => `${word} ${attributes.get("val")}`);
    expect([...said("c:max", "max"), ...said("c:min", "min"), ...said("c:majorUnit", "by")]).toEqual(scale);
  });

  it("lays bars down with the first on top and the values below", async () => {
    const [columns = fail(), bars = fail()] = await chartsOf([byTier, closest]);
    const value = (chart: typeof bars, name: string) =>
      [...descendants(chart, name)].map(({ attributes }) => attributes.get("val"));
    expect(value(columns, "c:barDir")).toEqual(["col"]);
    expect(value(bars, "c:barDir")).toEqual(["bar"]);
    expect(value(bars, "c:orientation")).toEqual(["maxMin", "minMax"]);
    expect(value(bars, "c:crosses")).toEqual(["autoZero", "max"]);
  });
});

function fail(): never {
  throw new Error("not there");
}

/** A part as it lies in the zip; the library keeps it in a field that its types do not name. */
function packed(zip: JSZip, path: string): unknown {
  const file = zip.file(path) as unknown as { readonly _data: { readonly compressedContent: Uint8Array } };
  return Buffer.from(file._data.compressedContent).toString("base64");
}
