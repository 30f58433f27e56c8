import { describe, expect, it } from "vitest";
import type { RejectedTranscriptRow } from "../../src/domain/person.ts";
import { assessTranscripts } from "../../src/qualify/assess-transcripts.ts";
import { revision } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2017-08-15";

function rejected(facts: Partial<RejectedTranscriptRow> = {}): RejectedTranscriptRow {
  const names = { partnerId: "contoso", partnerName: "Contoso", partnerCountry: "DE" };
  return { file: "a.csv", ...names, completedOn: "2017-03-01", content: "one", ...facts };
}

function assess(
  files: readonly {
    rows: readonly ReturnType<typeof transcriptRow>[];
    rejectedRows: readonly RejectedTranscriptRow[];
  }[],
) {
  const transcripts = files.map(({ rows, rejectedRows }, index) => {
    const file = ["a.csv", "b.csv"][index] ?? "";
    return {
      export: { file, format: { id: "transcripts" }, leftOutFor: [] },
      sha256: "",
      rowsRead: rows.length + rejectedRows.length,
      rows: rows.map((row) => ({ ...row, file })),
      rejects: rejectedRows.map((_, line) => ({
        file,
        line,
        column: "",
        code: "bad-day" as const,
        message: "",
        raw: "",
      })),
      rejectedRows: rejectedRows.map((row) => ({ ...row, file })),
    };
  });
  return assessTranscripts(transcripts, { revision, asOf });
}

describe("the share of a partner's transcript rows that was rejected", () => {
  const good = transcriptRow({ partnerId: "contoso" });

  it("is of the rows that name the partner", () => {
    const other = transcriptRow({ partnerId: "fabrikam", mcpId: "2", line: 3 });
    const nobody = rejected({ partnerId: "", content: "nobody" });
    expect([...assess([{ rows: [good, other], rejectedRows: [rejected(), nobody] }]).rejected]).toEqual([
      ["contoso", { rows: 2, rejected: 1 }],
    ]);
  });

  it("is of rows up to the as-of day, and of those whose day cannot be read", () => {
    const later = transcriptRow({ partnerId: "contoso", completedOn: "2017-08-16", line: 3 });
    const rejectedRows = [
      rejected({ completedOn: asOf, content: "on the day" }),
      rejected({ completedOn: "2017-08-16", content: "a day later" }),
      rejected({ completedOn: undefined, content: "no day" }),
    ];
    expect(assess([{ rows: [good, later], rejectedRows }]).rejected.get("contoso")).toEqual({ rows: 3, rejected: 2 });
  });

  it("has a row once that two files have, rejected or not; within a file rows may repeat", () => {
    const twice = [rejected(), rejected()];
    expect(
      assess([
        { rows: [good], rejectedRows: twice },
        { rows: [good], rejectedRows: [rejected(), rejected({ content: "another" })] },
      ]).rejected.get("contoso"),
    ).toEqual({ rows: 4, rejected: 3 });
  });
});

describe("a rejected transcript row", () => {
  it("names its partner, and says what it is called", () => {
    const { named, profiles } = assess([{ rows: [], rejectedRows: [rejected()] }]);
    expect(named).toEqual(["contoso"]);
    expect(profiles).toMatchObject([
      { what: "name", text: "Contoso" },
      { what: "country", text: "DE" },
    ]);
  });

  it.each([undefined, "2017-08-16"])(
    "says nothing of the partner's name as of a day that is not past: %s",
    (completedOn) => {
      expect(assess([{ rows: [], rejectedRows: [rejected({ completedOn })] }]).profiles).toEqual([]);
    },
  );
});
