import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TranscriptRow } from "../../src/domain/person.ts";
import { assessPeople } from "../../src/qualify/assess-people.ts";
import { revision } from "../fixtures/rules.ts";
import { transcriptRow } from "../fixtures/transcript-row.ts";

const asOf = "2017-08-15";
const assessment = { title: "Technical Assessment for Cloud Platform" };
const failed = { passed: false };
const unlisted = { title: "Exam 70-410: Installing Windows Server" };

function judge(rows: readonly Partial<TranscriptRow>[], day = asOf) {
  return assessPeople({
    rows: rows.map((row, index) => transcriptRow({ line: index + 2, ...row })),
    revision,
    asOf: day,
  });
}

function reasons(rows: readonly Partial<TranscriptRow>[], day?: string) {
  return judge(rows, day).assessed.map(({ reason }) => reason);
}

/** Persons of a partner as [by assessment, by exam, mixed]. */
function counts(rows: readonly Partial<TranscriptRow>[], partnerId = "contoso") {
  const count = judge(rows).counts.get(partnerId);
  const route = (id: string) => count?.byRoute.get(`silver/certified-people/${id}`) ?? 0;
  return [route("assessments"), route("exams"), count?.mixed.get("silver/certified-people") ?? 0];
}

describe("assessPeople: whether a row counts", () => {
  it.each([
    { name: "counts a listed exam", row: {}, reason: "counted" },
    { name: "counts a listed assessment", row: assessment, reason: "counted" },
    { name: "counts where the file has no result column", row: { passed: undefined }, reason: "counted" },
    { name: "counts on the as-of day", row: { completedOn: "2017-08-15" }, reason: "counted" },
    { name: "does not count the day after", row: { completedOn: "2017-08-16" }, reason: "after-as-of" },
    { name: "counts on the day of expiry", row: { expiresOn: "2017-08-15" }, reason: "counted" },
    { name: "does not count the day after expiry", row: { expiresOn: "2017-08-14" }, reason: "expired" },
    { name: "does not count what no route names", row: unlisted, reason: "not-listed" },
    { name: "does not count what was not passed", row: failed, reason: "not-passed" },
    { name: "does not count what is inactive", row: { inactive: true }, reason: "inactive" },
    { name: "does not count without any partner", row: { partnerId: "" }, reason: "no-partner" },
  ])("$name", ({ row, reason }) => {
    const [assessed] = judge([row]).assessed;
    expect(assessed).toMatchObject({ reason, counts: reason === "counted" });
  });

  it("counts a retired exam up to its last accepted day, inclusive", () => {
    const rows = [{ title: "Exam 70-534" }];
    expect(reasons(rows, "2018-12-31")).toEqual(["counted"]);
    expect(reasons(rows, "2019-01-01")).toEqual(["no-longer-accepted"]);
  });

  it.each([
    ["expired", { expiresOn: "2017-08-14" }],
    ["not passed", failed],
    ["inactive", { inactive: true }],
  ])("counts a person with an assessment on no other route for an exam that is %s", (_, exam) => {
    const person = { mcpId: "7", partnerId: "contoso" };
    expect(counts([{ ...person, ...assessment }, person])).toEqual([1, 1, 1]);
    expect(
      counts([
        { ...person, ...assessment },
        { ...person, ...exam },
      ]),
    ).toEqual([1, 0, 1]);
  });

  it("gives the first of several reasons", () => {
    const all = {
      completedOn: "2017-08-16",
      ...unlisted,
      ...failed,
      expiresOn: "2017-01-01",
      inactive: true,
      partnerId: "",
    };
    const step = (row: Partial<TranscriptRow>) => reasons([{ ...all, ...row }])[0];
    expect(step({})).toBe("after-as-of");
    expect(step({ completedOn: "2017-01-01" })).toBe("not-listed");
    expect(step({ completedOn: "2017-01-01", title: "70-532" })).toBe("not-passed");
    expect(step({ completedOn: "2017-01-01", title: "70-532", passed: true })).toBe("expired");
    expect(step({ completedOn: "2017-01-01", title: "70-532", passed: true, expiresOn: asOf })).toBe("inactive");
  });

  it("names the credential and its kind", () => {
    expect(judge([assessment]).assessed).toMatchObject([
      { credentialKey: "cloud-platform-assessment", kind: "assessment" },
    ]);
    expect(judge([unlisted]).assessed).toMatchObject([{ credentialKey: undefined, kind: "" }]);
  });

  it("sorts by partner id, file, line", () => {
    const { assessed } = judge([
      { partnerId: "fabrikam", mcpId: "1" },
      { partnerId: "contoso", mcpId: "2", file: "transcripts/b.csv" },
      { partnerId: "contoso", mcpId: "3", file: "transcripts/a.csv", line: 10 },
      { partnerId: "contoso", mcpId: "4", file: "transcripts/a.csv", line: 9 },
    ]);
    expect(assessed.map(({ row }) => row.mcpId)).toEqual(["4", "3", "2", "1"]);
  });
});

describe("assessPeople: who is one person", () => {
  it.each([
    { name: "the same certification id", rows: [{}, {}], persons: 1 },
    { name: "different certification ids", rows: [{ mcpId: "1" }, { mcpId: "2" }], persons: 2 },
    {
      name: "one e-mail, in either column and any case",
      rows: [
        { mcpId: "1", emails: ["a@example.com"] },
        { mcpId: "2", emails: ["b@example.com", "A@example.com"] },
      ],
      persons: 1,
    },
    {
      name: "one user id",
      rows: [
        { mcpId: "1", userId: "u" },
        { mcpId: "2", userId: "U" },
      ],
      persons: 1,
    },
    {
      name: "a chain of ids",
      rows: [
        { mcpId: "1", emails: ["a@example.com"] },
        { mcpId: "3", userId: "u" },
        { mcpId: "", emails: ["a@example.com"], userId: "u" },
      ],
      persons: 1,
    },
    { name: "a user id spelt like a certification id", rows: [{ mcpId: "7" }, { mcpId: "", userId: "7" }], persons: 2 },
    {
      name: "two rows that only lack the same id",
      rows: [
        { mcpId: "1", userId: "" },
        { mcpId: "2", userId: "" },
      ],
      persons: 2,
    },
  ])("counts $persons for $name", ({ rows, persons }) => {
    expect(counts(rows)).toEqual([0, persons, persons]);
  });

  it("counts a person once on a route, however many credentials they have", () => {
    expect(counts([{ title: "70-532" }, { title: "70-534" }, { title: "MCSA: Linux on Azure" }])).toEqual([0, 1, 1]);
  });

  it("counts a person on both routes, but once over both", () => {
    expect(counts([{}, assessment])).toEqual([1, 1, 1]);
  });

  it("counts one person by assessment and another by exam apart", () => {
    expect(counts([{ mcpId: "1" }, { mcpId: "2", ...assessment }])).toEqual([1, 1, 2]);
  });

  it("counts the persons of each partner for itself", () => {
    const rows = [
      { mcpId: "1", partnerId: "a" },
      { mcpId: "2", partnerId: "b" },
      { ...assessment, mcpId: "3", partnerId: "c" },
    ];
    expect(["a", "b", "c"].map((partnerId) => counts(rows, partnerId))).toEqual([
      [0, 1, 1],
      [0, 1, 1],
      [1, 0, 1],
    ]);
  });

  it("does not join two persons by a row after the as-of day", () => {
    const joining = { mcpId: "1", emails: ["b@example.com"], completedOn: "2017-08-16" };
    const rows = [{ mcpId: "1" }, { mcpId: "2", emails: ["b@example.com"] }, joining];
    expect(counts(rows)).toEqual([0, 2, 2]);
    expect(counts([...rows.slice(0, 2), { ...joining, completedOn: "2017-08-15" }])).toEqual([0, 1, 1]);
  });

  it("does not depend on the order of the rows", () => {
    const row = fc.record({
      mcpId: fc.constantFrom("", "1", "2", "3"),
      emails: fc.subarray(["a@example.com", "b@example.com", "c@example.com"]),
      userId: fc.constantFrom("", "u", "v"),
      partnerId: fc.constantFrom("", "contoso", "fabrikam"),
      completedOn: fc.constantFrom("2017-03-01", "2017-08-15", "2017-08-16"),
    });
    const shuffled = fc
      .array(row, { maxLength: 8 })
      .map((rows) => rows.map((made, index) => transcriptRow({ ...made, line: index + 2 })))
      .map((rows) => rows.filter(({ mcpId, emails, userId }) => mcpId + userId + emails.join("") !== ""))
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const [one, other] = [rows, others].map((given) => assessPeople({ rows: given, revision, asOf }));
        expect(other?.assessed).toEqual(one?.assessed);
        expect(other?.conflicts).toEqual(one?.conflicts);
        expect(sorted(other?.counts)).toEqual(sorted(one?.counts));
      }),
    );
  });
});

function sorted(counted: ReadonlyMap<string, unknown> | undefined) {
  return [...(counted ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe("assessPeople: which partner a person counts for", () => {
  it("is the partner of the latest completion day, and all counting rows go with the person", () => {
    const rows = [{ completedOn: "2017-01-01" }, { completedOn: "2017-02-01", partnerId: "fabrikam", ...assessment }];
    expect(counts(rows, "contoso")).toEqual([0, 0, 0]);
    expect(counts(rows, "fabrikam")).toEqual([1, 1, 1]);
    expect(judge(rows).conflicts).toEqual([{ person: "1001", countsFor: "fabrikam", alsoNamed: ["contoso"] }]);
  });

  it.each([
    { name: "failed", row: failed },
    { name: "unlisted", row: unlisted },
    { name: "expired", row: { expiresOn: "2017-05-02" } },
  ])("is decided by a $name row, too", ({ row }) => {
    const rows = [{}, { completedOn: "2017-05-01", partnerId: "fabrikam", ...row }];
    expect(counts(rows, "fabrikam")).toEqual([0, 1, 1]);
  });

  it("is not decided by a row without a partner, nor by one after the as-of day", () => {
    expect(counts([{}, { completedOn: "2017-05-01", partnerId: "" }])).toEqual([0, 1, 1]);
    expect(counts([{}, { completedOn: "2017-08-16", partnerId: "fabrikam" }])).toEqual([0, 1, 1]);
  });

  it("is the smallest partner id of one day, by code point", () => {
    const rows = [{ partnerId: "b" }, { partnerId: "Z" }, { partnerId: "a" }];
    expect(judge(rows).conflicts).toEqual([{ person: "1001", countsFor: "Z", alsoNamed: ["a", "b"] }]);
  });

  it("is shown for a row after the as-of day, where the person is known by then", () => {
    const later = { completedOn: "2017-08-16", partnerId: "fabrikam" };
    expect(judge([{}, later]).assessed.map(({ partnerId }) => partnerId)).toEqual(["contoso", "contoso"]);
    expect(judge([later]).assessed).toMatchObject([{ partnerId: "", reason: "after-as-of" }]);
  });

  it("names a person in conflict by the smallest e-mail, else by id", () => {
    const both = (ids: Partial<TranscriptRow>) => judge([ids, { ...ids, partnerId: "fabrikam" }]).conflicts[0]?.person;
    expect(both({ emails: ["b@example.com", "a@example.com"] })).toBe("a@example.com");
    expect(both({ mcpId: "", userId: "u" })).toBe("u");
  });
});
