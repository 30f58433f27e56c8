/**
 * Writes a workbook with one large sheet of usage: `node bench/sheet-file.mjs ROWS FILE.xlsx`. Six columns of the plain
 * layout and fourteen that no rule reads, their texts shared, each cell as short as Excel allows: 20,000,000 of them are
 * still less than the 500 MB that a sheet may have unpacked.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import JSZip from "jszip";

const usageColumns = ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"];
const otherColumns = Array.from({ length: 14 }, (_, index) => `other_${index + 1}`);
const header = [...usageColumns, ...otherColumns];
const days = Array.from({ length: 28 }, (_, index) => `2017-07-${String(index + 1).padStart(2, "0")}`);
const subscriptions = Array.from({ length: 500 }, (_, index) => `s-${index + 1}`);
const texts = [...header, ...days, ...subscriptions, "contoso", "tpor"];
const placeOf = new Map(texts.map((text, index) => [text, index]));

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const officeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const parts = {
  "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${contentType}.sharedStrings+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${officeRelationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${officeRelationships}"><sheets><sheet name="Usage" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${officeRelationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeRelationships}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  "xl/sharedStrings.xml": `<sst xmlns="${main}">${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
};

const text = (/** @type {string} */ value) => `<c t="s"><v>${placeOf.get(value)}</v></c>`;
const number = (/** @type {number} */ value) => `<c><v>${value}</v></c>`;

/** @param {number} rows */
function* sheet(rows) {
  yield `<worksheet xmlns="${main}"><sheetData><row>${header.map(text).join("")}</row>`;
  const others = otherColumns.map((_, index) => number(index % 10)).join("");
  let xml = "";
  for (let index = 0; index < rows; index++) {
    const [day = "", subscription = ""] = [days[index % days.length], subscriptions[index % subscriptions.length]];
    const usage = [
      number(1_000_001 + (index % 2000)),
      text("contoso"),
      text(subscription),
      text(day),
      number(index / 100),
    ];
    xml += `<row>${usage.join("")}${text("tpor")}${others}</row>`;
    if (xml.length < 1 << 20) continue;
    yield xml;
    xml = "";
  }
  yield `${xml}</sheetData></worksheet>`;
}

const [rows = "", path = ""] = process.argv.slice(2);
const archive = new JSZip();
for (const [name, xml] of Object.entries(parts)) archive.file(name, xml);
archive.file("xl/worksheets/sheet1.xml", Readable.from(sheet(Number(rows))));
const packed = archive.generateNodeStream({
  streamFiles: true,
  compression: "DEFLATE",
  compressionOptions: { level: 1 },
});
await pipeline(packed, createWriteStream(path));
