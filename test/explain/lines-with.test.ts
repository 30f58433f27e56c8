import { describe, expect, it } from "vitest";
import { linesWith } from "../../src/explain/lines-with.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();

async function found(text: string, ...needles: string[]): Promise<[number, string][]> {
  const path = write("file.csv", text);
  const lines: [number, string][] = [];
  for await (const { line, bytes } of linesWith(
    path,
    needles.map((needle) => Buffer.from(needle)),
  )) {
    lines.push([line, bytes.toString("utf8")]);
  }
  return lines;
}

describe("linesWith", () => {
  it("gives each line with a needle once, whatever the line ends", async () => {
    expect(await found("head\r\nx,1,x\r\n\r\ny,2\r\nx,3", "x")).toEqual([
      [2, "x,1,x"],
      [5, "x,3"],
    ]);
  });

  it("gives lines with different needles in the order of the file", async () => {
    expect(await found("b\na\nc\nab\n", "a", "b")).toEqual([
      [1, "b"],
      [2, "a"],
      [4, "ab"],
    ]);
  });

  it("counts lines across what it reads at a time, and lines longer than that", async () => {
    const filler = `${"-".repeat(99)}\n`.repeat(21_000);
    const long = `needle${"-".repeat(3 << 20)}`;
    const lines = await found(`${filler}needle 1\n${filler}${long}\nneedle 2\n`, "needle");
    expect(lines.map(([line, text]) => [line, text.length])).toEqual([
      [21_001, 8],
      [42_002, long.length],
      [42_003, 8],
    ]);
  });

  it("finds nothing in an empty file", async () => {
    expect(await found("", "x")).toEqual([]);
  });
});
