import { describe, expect, it } from "vitest";
import type { RejectedRow } from "../../src/domain/consumption.ts";
import { countRejected, mergeRejects, mostListed, rejectList, reportedRejects } from "../../src/domain/rejects.ts";

const reject = (line: number, column = "date"): RejectedRow => {
  return { file: "a.csv", line, column, code: column === "" ? "field-count" : "bad-day", message: "No.", raw: "x" };
};

/** A list of rows with the even lines, or the odd ones. */
function listOf(count: number, firstLine: number, column = "date"): RejectedRow[] {
  const list = rejectList();
  for (let index = 0; index < count; index += 1) list.add(reject(firstLine + 2 * index, column));
  expect(list.count()).toBe(count);
  return list.all();
}

describe("rejected rows of one file", () => {
  it("are all listed up to the limit", () => {
    const rows = listOf(mostListed, 2);
    expect(rows.length).toBe(mostListed);
    expect(reportedRejects(rows)).toEqual(rows);
  });

  it("are counted beyond it, by column and fault, with the first of them", () => {
    const rows = listOf(mostListed + 3, 2);
    expect(rows.length).toBe(mostListed + 1);
    expect(rows.at(-1)).toEqual({ ...reject(2 + 2 * mostListed), raw: "", more: 3 });
    expect(countRejected(rows)).toBe(mostListed + 3);
  });

  it("of two lists are the first lines of both, and lose none", () => {
    const merged = mergeRejects([listOf(mostListed, 2), listOf(mostListed + 5, 3, "")]);
    expect(merged.slice(0, 3).map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(merged.filter(({ more }) => more === undefined).length).toBe(mostListed);
    expect(countRejected(merged)).toBe(2 * mostListed + 5);
    expect(reportedRejects(merged).slice(mostListed)).toMatchObject([
      { code: "bad-day", column: "", raw: "", message: "and 5,000 more" },
      { code: "field-count", column: "", raw: "", message: "and 5,005 more" },
    ]);
  });
});
