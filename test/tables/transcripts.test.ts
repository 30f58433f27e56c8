import { describe, expect, it } from "vitest";
import type { TranscriptFormat } from "../../src/domain/format.ts";
import { idReader } from "../../src/domain/ids.ts";
import type { Source } from "../../src/domain/job.ts";
import type { TranscriptExport } from "../../src/sources/export.ts";
import { openExport } from "../../src/sources/open-export.ts";
import { readTranscripts } from "../../src/tables/transcripts.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const common = {
  kind: "transcripts",
  unless: [],
  passed: ["pass", "passed"],
  inactive: ["inactive", "expired"],
  active: ["active"],
} as const;
const plain: TranscriptFormat = {
  ...common,
  id: "transcripts",
  title: "Plain transcripts",
  recognise: [["person_id"]],
  columns: {
    mcpId: ["person_id"],
    email: ["email"],
    partner: ["partner_id"],
    activityId: ["credential"],
    title: ["title"],
    completedOn: ["completed_on"],
    expiresOn: ["expires_on"],
    result: ["result"],
  },
};
const insights: TranscriptFormat = {
  ...common,
  id: "insights-training",
  title: "Partner Center Insights",
  recognise: [["TrainingActivityId"]],
  columns: {
    mcpId: ["MCPID"],
    email: ["Email"],
    otherEmail: ["CorpEmail"],
    userId: ["AADUserId"],
    partner: ["MPNId"],
    activityId: ["TrainingActivityId"],
    title: ["TrainingTitle"],
    completedOn: ["TrainingCompletionDate"],
    expiresOn: ["ExpirationDate"],
    status: ["ActivationStatus"],
  },
};
const file = "transcripts/plain.csv";
const header = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";

interface Written {
  readonly source?: Partial<Source>;
  readonly format?: TranscriptFormat;
}

/** Finds and reads an export with this content. */
async function readContent(content: string | Buffer, { source = {}, format = plain }: Written = {}) {
  const path = write(file, content);
  const found = { path, file, gzip: false, bytes: 1, changed: { content: 0, any: 0 } } as const;
  const opened = await openExport(found, {
    ...{ formats: [format], recognised: new Map(), source: { match: file, ...source }, group: file },
    ...{ lostDays: [], leftOutFor: [], known: undefined, sha256: undefined, parquetNames: async () => [] },
  });
  return readTranscripts(opened as TranscriptExport, { maxBytes: 2 ** 20, ids: idReader() });
}

function read(rows: readonly string[], written: Written = {}, head = header) {
  return readContent([head, ...rows].join("\n"), written);
}

describe("readTranscripts", () => {
  it("reads a row of the plain layout", async () => {
    expect(await read(["1001, Ann@Contoso.com ,007,70-532,Exam,3/1/2017,2019-03-01,PASS"])).toEqual({
      rows: [
        {
          file,
          line: 2,
          mcpId: "1001",
          emails: ["ann@contoso.com"],
          userId: "",
          partnerId: "007",
          partnerName: "",
          partnerCountry: "",
          activityId: "70-532",
          title: "Exam",
          completedOn: "2017-03-01",
          expiresOn: "2019-03-01",
          passed: true,
          inactive: false,
        },
      ],
      rejects: [],
      rejectedRows: [],
      rowsInDoubt: 0,
      isCutOff: false,
      rowsRead: 1,
    });
  });

  it("reads a row of Partner Center Insights, which has no result", async () => {
    const head =
      "TrainingActivityId,TrainingTitle,Email,CorpEmail,AADUserId,TrainingCompletionDate,ExpirationDate,ActivationStatus,MCPID,MPNId";
    const row = "x,Exam 70-532,a@example.com,A@example.com,U-1,2017-03-01,,Expired,1001,7";
    const [read1] = (await read([row], { format: insights }, head)).rows;
    expect(read1).toMatchObject({ emails: ["a@example.com"], userId: "u-1", passed: undefined, inactive: true });
    expect(read1).not.toHaveProperty("expiresOn");
  });

  it.each([
    ["pass", true],
    ["Passed", true],
    ["fail", false],
    ["", false],
    ["bypassed", false],
  ])("takes the result %j as passed: %s", async (result, passed) => {
    expect((await read([`1,,7,70-532,,2017-03-01,,${result}`])).rows[0]?.passed).toBe(passed);
  });

  it("takes the day first where the source says so", async () => {
    expect((await read(["1,,7,70-532,,1/3/2017,,pass"], { source: { dateOrder: "dmy" } })).rows[0]?.completedOn).toBe(
      "2017-03-01",
    );
  });

  it("gives rows without a partner the source's one", async () => {
    const rows = ["1,,,70-532,,2017-03-01,,pass", "2,,8,70-532,,2017-03-01,,pass"];
    expect((await read(rows, { source: { partnerId: "7" } })).rows.map(({ partnerId }) => partnerId)).toEqual([
      "7",
      "8",
    ]);
    expect((await read(rows)).rows.map(({ partnerId }) => partnerId)).toEqual(["", "8"]);
  });

  it("rejects each row that cannot be read, in the order of the lines, and counts it", async () => {
    const rows = [
      "1,,7,70-532,,2017-02-30,,pass",
      "1,,7,70-532,,,,pass",
      "1,,7,70-532,,2017-03-01,sometime,pass",
      ",,7,70-532,,2017-03-01,,pass",
      "1,,7,70-532,2017-03-01,,pass",
      "1,,7,70-532,,2017-03-01,,pass",
    ];
    const { rejects, rowsRead, rows: good } = await read(rows);
    expect(rejects.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, "completed_on", "bad-day"],
      [3, "completed_on", "bad-day"],
      [4, "expires_on", "bad-expiry"],
      [5, "", "no-person-id"],
      [6, "", "field-count"],
    ]);
    expect(rejects[0]).toMatchObject({
      file,
      message: 'Found "2017-02-30", expected a day such as 2017-06-01.',
      raw: rows[0],
    });
    expect(good).toHaveLength(1);
    expect(rowsRead).toBe(6);
  });

  it.each([
    { name: "an e-mail alone", row: ",a@example.com,7,70-532,,2017-03-01,,pass" },
    { name: "a certification id alone", row: "1,,7,70-532,,2017-03-01,,pass" },
  ])("accepts $name as a person", async ({ row }) => {
    expect((await read([row])).rejects).toEqual([]);
  });

  it("rejects a row whose bytes are no UTF-8, unless the source names its encoding", async () => {
    const bytes = Buffer.from(`${header}\n1,,7,70-532,Pr\xfcfung,2017-03-01,,pass\n`, "latin1");
    expect((await readContent(bytes)).rejects).toMatchObject([{ line: 2, code: "encoding" }]);
    const { rows } = await readContent(bytes, { source: { encoding: "latin-1" } });
    expect(rows[0]?.title).toBe("Prüfung");
  });

  it("reads a header without rows", async () => {
    expect(await read([])).toEqual({
      rows: [],
      rejects: [],
      rejectedRows: [],
      rowsRead: 0,
      rowsInDoubt: 0,
      isCutOff: false,
    });
  });

  it("names the file and line of a quote that is never closed", async () => {
    expect(await problemsOf(() => read(['1,,7,"70-532,,2017-03-01,,pass', "2,,7,x,,2017-03-01,,pass"]))).toMatchObject([
      { file, line: 2 },
    ]);
  });
});
