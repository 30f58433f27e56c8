import { describe, expect, it } from "vitest";
import { readHeaders, widest } from "../../src/rows/header-line.ts";

const read = (text: string) => widest(readHeaders(text));

describe("readHeaders", () => {
  it.each([
    { name: "the delimiter", first: "sep=;", delimiter: ";" },
    { name: "a comma", first: "sep=,", header: "a,b", delimiter: "," },
    { name: "a tab", first: "sep=\t", header: "a\tb", delimiter: "\t" },
    { name: "a tab as it is written in programs", first: "sep=\\t", header: "a\tb", delimiter: "\t" },
    { name: "it in capitals", first: "SEP=;", delimiter: ";" },
    { name: "it in quotes", first: '"sep=;"', delimiter: ";" },
    { name: "it behind a second byte order mark", first: "\uFEFFsep=;", delimiter: ";" },
    { name: "it before trailing spaces", first: "sep=; ", delimiter: ";" },
    { name: "it in quotes, and empty fields behind it", first: '"sep=;";;', delimiter: ";" },
    { name: "one with which a spreadsheet no longer wrote the file", first: "sep=;,,", header: "a,b", delimiter: "," },
  ])("takes from a first line $name", ({ first, header = "a;b", delimiter }) => {
    const text = `${first}\n${header}\n`;
    expect(read(`${text}1${delimiter}2\n`)).toEqual({ delimiter, names: ["a", "b"], linesBefore: 1, text });
  });

  it.each([
    { name: "a type of PowerShell", before: "#TYPE System.Data.DataRow\r\n", lines: 1 },
    { name: "one in quotes", before: '"#TYPE Selected.Object"\n', lines: 1 },
    { name: "empty lines", before: "\n\r\n", lines: 2 },
    { name: "empty lines around the delimiter", before: "\n\nsep=,\r\n\n", lines: 4 },
    { name: "a type and the delimiter", before: "#type x\nsep=,\n", lines: 2 },
  ])("reads past $name", ({ before, lines }) => {
    expect(read(`${before}a,b\n1,2\n`)).toEqual({
      ...{ delimiter: ",", names: ["a", "b"], linesBefore: lines },
      text: `${before}a,b\n`,
    });
  });

  it("believes the first line rather than the header when these contradict each other", () => {
    expect(read("sep=;\na,b\n")?.names).toEqual(["a,b"]);
  });

  it.each(["separator,b", "sep,b", "sepal=1,b", "#types,b"])("takes %s for a header", (header) => {
    expect(read(`${header}\n`)).toMatchObject({ names: header.split(","), linesBefore: 0 });
  });

  it("finds no header behind the last line", () => {
    expect(readHeaders("sep=;\n\n")).toEqual([]);
  });
});
