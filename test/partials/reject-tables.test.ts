import { describe, expect, it } from "vitest";
import { readCsv, rejectTables } from "../../src/partials/duckdb/read-csv.ts";

describe("reads that may go on together", () => {
  it("reject into tables of different names, since the reader counts the files of equal names together", () => {
    const places = [rejectTables("groups", 1), rejectTables("groups", 2), rejectTables("ordinals", 1)];
    const names = places.flatMap(({ errors, scans }) => [errors, scans]);
    expect(new Set(names).size).toBe(6);
    const header = { names: ["a"], delimiter: ",", linesBefore: 0 } as const;
    for (const place of places) {
      const call = readCsv(["a.csv"], header, place);
      expect(call).toContain(`rejects_table = '${place.errors}', rejects_scan = '${place.scans}'`);
    }
  });
});
