import { describe, expect, it } from "vitest";
import { csvText } from "../../src/report/csv/csv-text.ts";
import { type OutputTables, outputTables } from "../../src/report/output-tables.ts";
import { cellsOf } from "../../src/report/tables/column.ts";
import { sampleJob, sampleReport } from "./sample-report.ts";

const tables = outputTables(sampleReport, sampleJob);

function rowsOf(name: keyof OutputTables, from = tables): readonly Record<string, string>[] {
  const names = from[name].columns.map((column) => column.name);
  const rows = [...cellsOf(from[name])].map((cells) => cells.map(csvText));
  return rows.map((texts) => Object.fromEntries(names.map((column, index) => [column, texts[index] ?? ""])));
}

describe("outputTables", () => {
  it.each<[keyof OutputTables, string]>([
    [
      "partners",
      "partner_id,partner_name,country,market,as_of,window_start,window_end,months_covered,months_seen,consumption_usd,people,assessment_people,exam_people,tier,next_tier,next_tier_finding,consumption_gap_usd,people_gap,gaps,at_risk_from,reaches_next_tier,rows_rejected",
    ],
    ["gaps", "partner_id,partner_name,tier,requirement,unit,required,measured,gap,finding,what_to_do"],
    ["people", "partner_id,person,credential,kind,completed_on,expires_on,counts,reason"],
    ["consumption", "partner_id,month,counted_usd"],
    [
      "sources",
      "kind,file,format,sha256,rows_read,usd_read,rows_credited_again,usd_credited_again,rows_excluded,usd_excluded,rows_rejected,usd_rejected,rows_superseded,usd_superseded,rows_outside_window,usd_outside_window,rows_unattributed,usd_unattributed,rows_ineligible_association,usd_ineligible_association,rows_outside_association,usd_outside_association,rows_missing_rate,usd_missing_rate,rows_duplicate,usd_duplicate,rows_counted,usd_counted,superseded_by",
    ],
    ["rejects", "file,line,column,code,message,raw"],
    ["outlook", "partner_id,month_end,line,projected_usd,people,tier"],
  ])("gives %s the columns of the contract", (name, columns) => {
    expect(tables[name].columns.map((column) => column.name).join(",")).toBe(columns);
  });

  it("prints a partner close to silver", () => {
    expect(rowsOf("partners")[0]).toEqual({
      partner_id: "0012345",
      partner_name: '\'=HYPERLINK("https://example.com","Fabrikam")',
      country: "Germany",
      market: "developed",
      as_of: "2017-07-31",
      window_start: "2016-08-01",
      window_end: "2017-08-01",
      months_covered: "11",
      months_seen: "3",
      consumption_usd: "13759.46",
      people: "0",
      assessment_people: "0",
      exam_people: "0",
      tier: "none",
      next_tier: "silver",
      next_tier_finding: "close",
      consumption_gap_usd: "1240.55",
      people_gap: "1",
      gaps: "needs US$1,240.55 more consumption and 1 more person for silver",
      at_risk_from: "",
      reaches_next_tier: "2017-08-31",
      rows_rejected: "3",
    });
  });

  it("prints a gold partner with no next tier and no gaps", () => {
    expect(rowsOf("partners")[1]).toMatchObject({
      tier: "gold",
      next_tier: "",
      next_tier_finding: "",
      consumption_gap_usd: "0.00",
      people_gap: "0",
      gaps: "",
    });
  });

  it("leaves empty what is unknown", () => {
    expect(rowsOf("partners")[3]).toMatchObject({ people: "", assessment_people: "", exam_people: "", people_gap: "" });
    expect(rowsOf("partners")[4]).toMatchObject({ consumption_usd: "", consumption_gap_usd: "", people_gap: "0" });
  });

  it("prints gaps in the unit of their requirement, and unknown ones without figures", () => {
    const rows = rowsOf("gaps");
    expect(rows[0]).toMatchObject({
      tier: "gold",
      unit: "usd",
      required: "100000.00",
      measured: "13759.46",
      gap: "86240.55",
    });
    expect(rows[1]).toMatchObject({
      tier: "gold",
      unit: "people",
      required: "2",
      measured: "0",
      gap: "2",
      finding: "short",
    });
    expect(rows[9]).toMatchObject({ partner_id: "4000", required: "1", measured: "", gap: "", finding: "unknown" });
  });

  it("masks people, and shows them where the job says so", () => {
    expect(rowsOf("people").map((row) => row["person"])).toEqual(["j***@contoso.com", "***877"]);
    const open = outputTables(sampleReport, { ...sampleJob, people: { mask: false } });
    expect(rowsOf("people", open).map((row) => row["person"])).toEqual(["jane@contoso.com", "998877"]);
  });

  it("prints transcript rows with their verdict, the activity id where there is no title", () => {
    const [counting, unlisted] = rowsOf("people");
    expect(counting).toMatchObject({ kind: "exam", expires_on: "2019-01-31", counts: "true", reason: "counted" });
    expect(unlisted).toMatchObject({
      credential: "'-1234",
      kind: "",
      expires_on: "",
      counts: "false",
      reason: "not-listed",
    });
  });

  it("prints every month of the window with ten places, and none where no export was read", () => {
    const rows = rowsOf("consumption");
    expect(rows.length).toBe(4 * 12);
    expect(rows[0]).toEqual({ partner_id: "0012345", month: "2016-08", counted_usd: "0.0000000000" });
    expect(rows[11]).toEqual({ partner_id: "0012345", month: "2017-07", counted_usd: "13759.4567000000" });
    expect(rows.filter((row) => row["partner_id"] === "5000")).toEqual([]);
  });

  it("prints where the rows of a consumption file ended up", () => {
    expect(rowsOf("sources")[0]).toMatchObject({
      rows_read: "5",
      usd_read: "133759.4617000000",
      rows_credited_again: "1",
      usd_superseded: "10.0000000000",
      rows_outside_window: "0",
      usd_outside_window: "0.0000000000",
      superseded_by: "consumption/b.csv;consumption/c.csv",
    });
  });

  it("fills only read, rejected, counted and superseded rows of a transcript file", () => {
    const filled = Object.entries(rowsOf("sources")[1] ?? {}).filter(([, value]) => value !== "");
    expect(Object.fromEntries(filled)).toEqual({
      kind: "transcripts",
      file: "transcripts/people.csv",
      format: "transcripts",
      sha256: "b".repeat(64),
      rows_read: "2",
      rows_rejected: "0",
      rows_superseded: "0",
      rows_counted: "2",
    });
  });
});
