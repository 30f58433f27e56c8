import { describe, expect, it } from "vitest";
import { idReader } from "../../src/domain/ids.ts";
import { readPartners } from "../../src/tables/partners.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const read = (content: string) => readPartners(write("partners.csv", content), idReader());

describe("readPartners", () => {
  it("keeps ids as text, and trims", async () => {
    const { partners } = await read("partner_id,partner_name,country\n 0012345 , Contoso , Germany \n");
    expect(partners).toEqual([{ partnerId: "0012345", partnerName: "Contoso", country: "Germany" }]);
  });

  it.each(["MpnId", "MPNId"])("reads a profile export with %s", async (id) => {
    const header = `${id},PartnerName,PGA_MPNId,PGA_PartnerName,City,Country,HierarchyLevel`;
    const { partners, furtherColumns } = await read(`${header}\n1,Contoso,9,Contoso Group,Bonn,Germany,Location\n`);
    expect(partners).toEqual([{ partnerId: "1", partnerName: "Contoso", country: "Germany" }]);
    expect(furtherColumns.names).toEqual(["PGA_MPNId", "PGA_PartnerName", "City", "HierarchyLevel"]);
  });

  it("takes the same partner twice as one, and leaves out rows without content", async () => {
    const { partners } = await read("partner_id,partner_name,country\n1,Contoso,DE\n,,\n1,Contoso,DE\n");
    expect(partners).toHaveLength(1);
  });

  it("leaves name and country empty where the row does", async () => {
    const { partners } = await read("partner_id,partner_name,country\n1,,\n");
    expect(partners).toEqual([{ partnerId: "1", partnerName: "", country: "" }]);
  });

  it("has no partners without a file, or with a header alone", async () => {
    const nobody = { partners: [], furtherColumns: { names: [], cells: new Map() } };
    expect(await readPartners("/nowhere/partners.csv", idReader())).toEqual(nobody);
    expect(await read("partner_id,partner_name,country\n")).toEqual(nobody);
  });

  it("carries through what further columns say, trimmed, but no column without a name", async () => {
    const { furtherColumns } = await read(
      "partner_id,Owner, ,partner_name,region,country\n1, Ann ,x,Contoso,EMEA,DE\n2,,,,,\n",
    );
    expect(furtherColumns).toEqual({
      names: ["Owner", "region"],
      cells: new Map([
        ["1", ["Ann", "EMEA"]],
        ["2", ["", ""]],
      ]),
    });
  });

  it("does not take a row for empty that only a further column fills", async () => {
    const problems = await problemsOf(() => read("partner_id,partner_name,country,owner\n,,,Ann\n"));
    expect(problems).toMatchObject([{ line: 2, code: "no-partner-id" }]);
  });

  it("reports two rows of a partner that differ in a further column only", async () => {
    const problems = await problemsOf(() => read("partner_id,partner_name,country,owner\n1,,,Ann\n1,,,Bob\n"));
    expect(problems).toMatchObject([{ line: 3, code: "contradicting-rows" }]);
  });

  it.each([
    { header: "partner_id,partner_name,country,tier", code: "own-column" },
    { header: "partner_id,partner_name,country,What To Do", code: "own-column" },
    { header: "partner_id,partner_name,country,rows_rejected", code: "own-column" },
    { header: "partner_id,partner_name,country,MpnId", code: "own-column" },
    { header: "partner_id,partner_name,country,owner,region,Owner", code: "column-twice" },
    { header: "partner_id,partner_name,country,country", code: "column-twice" },
  ])("refuses a further column whose name is taken: $header", async ({ header, code }) => {
    expect(await problemsOf(() => read(`${header}\n`))).toMatchObject([{ file: "partners.csv", line: 1, code }]);
  });

  it("reports a partner described in two ways, a row without an id and a ragged row together", async () => {
    const problems = await problemsOf(() =>
      read("partner_id,partner_name,country\n1,Contoso,DE\n,Fabrikam,US\n1,Contoso,FR\n2,Tail,spin,US\n"),
    );
    expect(problems.map(({ line, found }) => ({ line, found }))).toEqual([
      { line: 3, found: "no partner id for Fabrikam" },
      { line: 4, found: 'partner 1 as "Contoso, FR", but on line 2 as "Contoso, DE"' },
      { line: 5, found: "4 fields" },
    ]);
  });

  it("reports a row whose only value is in a further column", async () => {
    const problems = await problemsOf(() => read("partner_id,partner_name,country,owner\n,,,\n,,,Ann\n,,Spain,\n"));
    expect(problems.map(({ line, found }) => [line, found])).toEqual([
      [3, "no partner id"],
      [4, "no partner id for Spain"],
    ]);
  });

  it("names the columns that are there and the one that is missing", async () => {
    expect(await problemsOf(() => read("partner_id,name,country\n"))).toEqual([
      {
        file: "partners.csv",
        line: 1,
        code: "unknown-header",
        found: "the columns partner_id, name, country",
        expected: "also partner_name or PartnerName",
        fix: "add that column; cells may be left empty",
      },
    ]);
  });
});
