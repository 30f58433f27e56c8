import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { writeNumberedCopy } from "../../src/partials/numbered-copy.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();

async function* rows(count: number) {
  yield [{ line: 1, cells: ["a", "b"] }];
  for (let line = 2; line <= count + 1; line += 1) yield [{ line, cells: [`${line}`] }];
}

it("writes each row with its number, filled up to the header", async () => {
  const target = write("copy.csv", "");
  await writeNumberedCopy(rows(2), target, { file: "book.xlsx/One", maxBytes: 100 });
  expect(readFileSync(target, "utf8")).toBe("sep=,\n1,a,b\n2,2,\n3,3,\n");
});

it("ends where the copy grows beyond the limit", async () => {
  const writing = () => writeNumberedCopy(rows(1000), write("large.csv", ""), { file: "book.xlsx/One", maxBytes: 100 });
  expect((await problemsOf(writing)).map(({ file, code }) => `${file} ${code}`)).toEqual(["book.xlsx/One too-large"]);
});
