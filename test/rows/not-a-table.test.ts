import { describe, expect, it } from "vitest";
import { otherThan } from "../../src/rows/not-a-table.ts";

const codeOf = (text: string) => otherThan(Buffer.from(text, "latin1"), text)?.code;

const zip = (name: string) => `PK\x03\x04${"\0".repeat(26)}${name}`;

describe("otherThan", () => {
  it.each([
    { name: "an old or encrypted workbook", starts: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", code: "old-excel-file" },
    { name: "a workbook", starts: zip("[Content_Types].xml"), code: "excel-file" },
    { name: "a workbook that another program wrote", starts: zip("xl/workbook.xml"), code: "excel-file" },
    { name: "an archive", starts: zip("usage.csv"), code: "zip-file" },
    { name: "an empty archive", starts: "PK\x05\x06\0\0", code: "zip-file" },
    { name: "Parquet", starts: "PAR1\x15\x04", code: "parquet-file" },
    { name: "gzip", starts: "\x1f\x8b\x08\0", code: "packed-file" },
    { name: "another archive", starts: "7z\xbc\xaf\x27\x1c\0\x04", code: "packed-file" },
    { name: "another packed file", starts: "BZh91AY&SY", code: "packed-file" },
    { name: "a page", starts: "<!DOCTYPE html>\n<html>", code: "web-page" },
    { name: "a page without a type", starts: '<html lang="en">', code: "web-page" },
    { name: "a page below white space", starts: "\r\n\t <HTML>", code: "web-page" },
    { name: "a page below comments", starts: "<!-- saved -->\n<!-- from a -> b -->\n<html>", code: "web-page" },
    { name: "a page in XML", starts: '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C">', code: "web-page" },
    { name: "an error of a storage account", starts: '<?xml version="1.0"?><Error>', code: "xml-file" },
    { name: "a pointer", starts: "version https://git-lfs.github.com/spec/v1\noid sha256:0", code: "git-lfs-pointer" },
    { name: "JSON", starts: '{"value": []}', code: "json-file" },
    { name: "indented JSON", starts: ' [\n  {\n    "id": 1', code: "json-file" },
  ])("knows $name", ({ starts, code }) => {
    expect(codeOf(starts)).toBe(code);
  });

  it.each([
    "partner_id,date\n",
    "[Date],[Cost]\n",
    "{id},{day}\n",
    "PARENT,PAR1\n",
    "PAR1,a\n",
    "<id>,b\n",
    "version,https\n",
    "PK,b\n",
  ])("lets %j be a header", (header) => {
    expect(codeOf(header)).toBeUndefined();
  });

  it("is done soon with comments that no page follows", () => {
    expect(codeOf("<!-- -->".repeat(8000))).toBeUndefined();
  });
});
