import { describe, expect, it } from "vitest";
import { idReader } from "../../src/domain/ids.ts";
import { readPartners } from "../../src/tables/partners.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const read = (content: string) => readPartners(write("partners.csv", content), idReader());

describe("readPartners", () => {
  it("keeps ids as text, and trims", async () => {
    expect(await read("partner_id,partner_name,country\n 0012345 , Contoso , Germany \n")).toEqual([
      { partnerId: "0012345", partnerName: "Contoso", country: "Germany" },
    ]);
  });

  it.each(["MpnId", "MPNId"])("reads a profile export with %s", async (id) => {
    const header = `${id},PartnerName,PGA_MPNId,PGA_PartnerName,City,Country,HierarchyLevel`;
    expect(await read(`${header}\n1,Contoso,9,Contoso Group,Bonn,Germany,Location\n`)).toEqual([
      { partnerId: "1", partnerName: "Contoso", country: "Germany" },
    ]);
  });

  it("takes the same partner twice as one, and leaves out rows without content", async () => {
    expect(await read("partner_id,partner_name,country\n1,Contoso,DE\n,,\n1,Contoso,DE\n")).toHaveLength(1);
  });

  it("leaves name and country empty where the row does", async () => {
    expect(await read("partner_id,partner_name,country\n1,,\n")).toEqual([
      { partnerId: "1", partnerName: "", country: "" },
    ]);
  });

  it("has no partners without a file, or with a header alone", async () => {
    expect(await readPartners("/nowhere/partners.csv", idReader())).toEqual([]);
    expect(await read("partner_id,partner_name,country\n")).toEqual([]);
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
