import { describe, expect, it } from "vitest";
import { personsOf } from "../../src/changes/persons-of.ts";
import type { TranscriptRow } from "../../src/domain/person.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { revision } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2017-08-15";

function persons(rows: readonly Partial<TranscriptRow>[], on = asOf) {
  const { assessed } = assessPeople({ rows: rows.map(transcriptRow), revision, asOf: on });
  return personsOf(assessed, { revision, asOf: on, keyOf: (id) => id }).map((person) => ({
    ...person,
    routes: Object.fromEntries([...person.routes].map(([route, { reason, since }]) => [route, `${reason} ${since}`])),
  }));
}

describe("personsOf", () => {
  it("has one person with all ids of rows that belong together, called by the smallest e-mail", () => {
    const rows = [{ emails: ["b@contoso.com"] }, { emails: ["a@contoso.com"], title: "13736", activityId: "13736" }];
    expect(persons(rows)).toEqual([
      {
        keys: ["email b@contoso.com", "mcp 1001", "email a@contoso.com"],
        label: "a@contoso.com",
        partnerId: "contoso",
        routes: { exams: "counted 2017-03-01", assessments: "counted 2017-03-01" },
      },
    ]);
  });

  it("leaves out who has nothing that the rules name, and rows after the as-of day", () => {
    expect(persons([{ title: "Word", activityId: "" }])).toEqual([]);
    expect(persons([{ completedOn: "2017-08-16" }])).toEqual([]);
    expect(persons([{ completedOn: "2017-08-15" }])).toHaveLength(1);
  });

  it("says why a route does not count, of several rows by the one nearest to counting", () => {
    expect(persons([{ expiresOn: "2017-08-14" }, { passed: false, line: 3 }])[0]?.routes).toEqual({
      exams: "expired 2017-03-01",
    });
    const title = "Exam 70-534: Architecting Microsoft Azure Solutions";
    expect(persons([{ title }], "2018-12-31")[0]?.routes).toEqual({ exams: "counted 2017-03-01" });
    expect(persons([{ title }], "2019-01-01")[0]?.routes).toEqual({ exams: "no-longer-accepted 2017-03-01" });
  });

  it("has a route since the first day that counts", () => {
    const rows = [
      { completedOn: "2017-05-01" },
      { completedOn: "2017-04-01" },
      { completedOn: "2017-02-01", inactive: true },
    ];
    expect(persons(rows)[0]?.routes).toEqual({ exams: "counted 2017-04-01" });
  });
});
