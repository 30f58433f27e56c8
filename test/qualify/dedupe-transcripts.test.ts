import { describe, expect, it } from "vitest";
import { dedupeTranscripts } from "../../src/qualify/dedupe-transcripts.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const first = transcriptRow({ file: "transcripts/a.csv", line: 5, emails: ["a@example.com", "b@example.com"] });
const same = { ...first, file: "transcripts/b.csv", line: 9, emails: ["b@example.com", "a@example.com"] };

describe("dedupeTranscripts", () => {
  it("keeps the same row once, in the first file by code point", () => {
    expect(dedupeTranscripts([same, first])).toEqual({
      kept: [first],
      superseded: [{ row: same, by: "transcripts/a.csv" }],
    });
  });

  it("keeps all rows of one file", () => {
    const again = { ...first, line: 6 };
    expect(dedupeTranscripts([first, again])).toEqual({ kept: [first, again], superseded: [] });
  });

  it.each([
    { name: "person", other: { mcpId: "1002" } },
    { name: "day", other: { completedOn: "2017-03-02" } },
    { name: "expiry", other: { expiresOn: "2019-03-01" } },
    { name: "partner", other: { partnerId: "fabrikam" } },
    { name: "result", other: { passed: false } },
    { name: "status", other: { inactive: true } },
  ])("keeps rows of two files that differ in the $name", ({ other }) => {
    expect(dedupeTranscripts([first, { ...same, ...other }]).superseded).toEqual([]);
  });
});
