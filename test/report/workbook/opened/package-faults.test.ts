import { describe, expect, it } from "vitest";
import type { OpenedPackage } from "./open-package.ts";
import { packageFaults } from "./package-faults.ts";
import { readXml } from "./read-xml.ts";

const parts: Readonly<Record<string, string>> = {
  "[Content_Types].xml":
    '<Types><Default Extension="rels" ContentType="r"/><Override PartName="/xl/workbook.xml" ContentType="w"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="s"/><Override PartName="/xl/tables/table1.xml" ContentType="t"/></Types>',
  "xl/workbook.xml": '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/worksheets/sheet1.xml":
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"/></sheetData><tableParts><tablePart r:id="rId1"/></tableParts></worksheet>',
  "xl/worksheets/_rels/sheet1.xml.rels":
    '<Relationships><Relationship Id="rId1" Target="../tables/table1.xml"/></Relationships>',
  "xl/tables/table1.xml":
    '<table id="1" displayName="T" ref="A1:A2"><tableColumns><tableColumn id="1" name="Name"/></tableColumns></table>',
  "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
};

/** The package with a text of one part replaced. */
function opened(path = "", from = "", to = ""): OpenedPackage {
  const types =
    parts["[Content_Types].xml"]?.replace("</Types>", '<Override PartName="/xl/styles.xml"/></Types>') ?? "";
  const all = Object.entries({ ...parts, "[Content_Types].xml": types }).map(
    ([name, xml]) => [name, readXml(name === path ? xml.replace(from, to) : xml)] as const,
  );
  return { paths: Object.keys(parts), xml: new Map(all) };
}

describe("packageFaults", () => {
  it("finds none in a package without any", () => {
    expect(packageFaults(opened())).toEqual([]);
  });

  it.each([
    [
      "children out of order",
      "xl/worksheets/sheet1.xml",
      "</worksheet>",
      "<drawing/></worksheet>",
      /children of worksheet/,
    ],
    [
      "a relationship to nowhere",
      "xl/_rels/workbook.xml.rels",
      "</Rel",
      '<Relationship Id="a" Target="b.xml"/></Rel',
      /leads to xl\/b.xml/,
    ],
    [
      "a relationship that is not there",
      "xl/worksheets/sheet1.xml",
      "<sheetData>",
      '<sheetData r:id="rId9">',
      /uses rId9/,
    ],
    [
      "an id twice",
      "xl/_rels/workbook.xml.rels",
      "</Rel",
      '<Relationship Id="rId1" Target="styles.xml"/></Rel',
      /rId1 twice/,
    ],
    [
      "a part without content type",
      "[Content_Types].xml",
      "/xl/tables/table1.xml",
      "/xl/t.xml",
      /table1.xml is only called XML/,
    ],
    [
      "two sheets of a name",
      "xl/workbook.xml",
      "</sheets>",
      '<sheet name="a" sheetId="2" r:id="rId1"/></sheets>',
      /two sheets a/,
    ],
    ["a sheet name that Excel refuses", "xl/workbook.xml", 'name="A"', 'name="A/B"', /sheet name A\/B/],
    [
      "a table over other headers",
      "xl/tables/table1.xml",
      'name="Name"',
      'name="Other"',
      /columns Other over cells Name/,
    ],
    ["rows out of order", "xl/worksheets/sheet1.xml", '<row r="2"/>', '<row r="1"/>', /rows out of order/],
    ["a look that is not there", "xl/worksheets/sheet1.xml", 't="inlineStr"', 't="inlineStr" s="1"', /style/],
  ])("finds %s", (_name, path, from, to, fault) => {
    const faults = packageFaults(opened(path, from, to));
    expect(
      faults.some((line) => fault.test(line)),
      faults.join("\n"),
    ).toBe(true);
  });
});

describe("readXml", () => {
  it.each(["<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>\u0001</a>", '<a b="1" b="2"/>', "<a b=1/>", "text", ""])(
    "refuses %j",
    (xml) => {
      expect(() => readXml(xml)).toThrow();
    },
  );
});
