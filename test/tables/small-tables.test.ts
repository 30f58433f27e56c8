import { describe, expect, it } from "vitest";
import { idReader } from "../../src/domain/ids.ts";
import { readAssociations } from "../../src/tables/associations.ts";
import { readExchangeRates } from "../../src/tables/exchange-rates.ts";
import { readPartners } from "../../src/tables/partners.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const partners = async (content: string | Buffer) =>
  (await readPartners(write("partners.csv", content), idReader())).partners;
const associations = (content: string) =>
  readAssociations(write("associations.csv", content), { kindOf: () => "dpor", ids: idReader() });

const contoso = { partnerId: "1", partnerName: "Contoso", country: "DE" };
const plain = "partner_id,partner_name,country\n1,Contoso,DE\n";
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

describe("a small table", () => {
  it.each<{ name: string; content: string | Buffer }>([
    { name: "plain", content: plain },
    { name: "with a byte order mark", content: `\uFEFF${plain}` },
    {
      name: "with a second mark on the first row",
      content: "\uFEFFpartner_id,partner_name,country\n\uFEFF1,Contoso,DE\n",
    },
    { name: "in UTF-16", content: utf16(plain) },
    { name: "in UTF-16, other order of bytes", content: utf16(plain).swap16() },
    { name: "with CRLF and no end of the last line", content: plain.replaceAll("\n", "\r\n").slice(0, -2) },
    { name: "with semicolons", content: plain.replaceAll(",", ";") },
    { name: "with tabs", content: plain.replaceAll(",", "\t") },
    { name: "with sep=;", content: `sep=;\r\n${plain.replaceAll(",", ";")}` },
    { name: "with sep=, and a mark", content: `\uFEFFsep=,\n${plain}` },
    { name: "with sep=; in UTF-16", content: utf16(`sep=;\n${plain.replaceAll(",", ";")}`) },
    { name: "with sep= and a tab", content: `"sep=\t"\n${plain.replaceAll(",", "\t")}` },
    { name: "with a type of PowerShell", content: `#TYPE System.Data.DataRow\r\n${plain}` },
    { name: "with surplus empty fields", content: "partner_id,partner_name,country\n1,Contoso,DE,,,,,,,,\n" },
    { name: "with columns without a name", content: "partner_id,,partner_name,country, ,\n1,,Contoso,DE,,\n" },
    { name: "with a value in a column without a name", content: "partner_id,partner_name,country,\n1,Contoso,DE,x\n" },
    { name: "with rows of delimiters", content: `${plain},,\n,\n,,,,,,\n  \n" ",\u200B,\n"",""\n` },
    { name: "with blank lines", content: `\n\n${plain}\n \n\n` },
    {
      name: "with white space of all kinds around cells",
      content: plain.replace("1,Contoso", "\u200B1\u00A0,\u2060Contoso "),
    },
    { name: "with armour around the id", content: plain.replace("\n1,", '\n"=""1""",') },
    { name: "with the id as a number", content: plain.replace("\n1,", "\n1.0,") },
    { name: "with the same row twice", content: `${plain}1.0, Contoso,DE\n` },
  ])("is read: $name", async ({ content }) => {
    expect(await partners(content)).toEqual([contoso]);
  });

  it("may have line ends within quotes, which count as lines", async () => {
    const header = 'partner_id,"partner\r\n_name",country\n';
    expect(await partners(`${header}1,"Contoso\nLtd.",DE\n`)).toMatchObject([{ partnerName: "Contoso\nLtd." }]);
    expect(await problemsOf(() => partners(`${header}1,"Contoso\nLtd.",DE\n2,Fabrikam\n`))).toMatchObject([
      { line: 5 },
    ]);
  });

  it.each([
    { name: "a ragged row", rows: "1,Contoso\n", code: "field-count" },
    { name: "a value too many", rows: "1,Contoso,DE,,x\n", code: "field-count" },
    { name: "a quote out of order", rows: '1,"Con"toso,DE\n', code: "quote" },
    { name: "a damaged id", rows: "1.28E+06,Contoso,DE\n", code: "damaged-id" },
    { name: "another damaged id", rows: '"1,28E+06",Contoso,DE\n', code: "damaged-id" },
    { name: "no id", rows: ",Contoso,DE\n", code: "no-partner-id" },
    { name: "a placeholder for the id", rows: "N/A,Contoso,DE\n", code: "no-partner-id" },
    { name: "the zero GUID", rows: "00000000-0000-0000-0000-000000000000,,\n", code: "no-partner-id" },
    { name: "a partner with two names", rows: "1,Contoso,DE\n1,Fabrikam,DE\n", code: "contradicting-rows", line: 3 },
    { name: "a partner with two countries", rows: "1,Contoso,DE\n1,Contoso,\n", code: "contradicting-rows", line: 3 },
  ])("is refused for $name, with the line", async ({ rows, code, line = 2 }) => {
    const problems = await problemsOf(() => partners(`partner_id,partner_name,country\n${rows}`));
    expect(problems.map((problem) => [problem.code, problem.line])).toEqual([[code, line]]);
  });

  it("names lines as they are in the file, also below a first line that is no header", async () => {
    const problems = await problemsOf(() => partners(`sep=,\n\n${plain}2,Fabrikam\n`));
    expect(problems.map(({ code, line }) => [code, line])).toEqual([["field-count", 5]]);
    expect(await problemsOf(() => partners("sep=;\npartner_id;country\n"))).toMatchObject([
      { code: "unknown-header", line: 2 },
    ]);
  });

  it("is refused for bytes that are no text", async () => {
    const bytes = Buffer.from("partner_id,partner_name,country\n1,Caf\xE9,DE\n", "latin1");
    expect(await problemsOf(() => partners(bytes))).toMatchObject([{ code: "encoding", line: 2 }]);
  });

  it("leaves out rows of delimiters in the other tables, too", async () => {
    const header = "partner_id,customer_id,subscription_id,association,from,to\n";
    expect(await associations(`${header},,,,,\n,,,\n1,c,,dpor,,,,,\n`)).toHaveLength(1);
    const rates = write("exchange-rates.csv", "sep=;\nCurrencyCode;USDPerUnit;Month;\n;;;\nEUR;1.1;201707;\n;;\n");
    expect((await readExchangeRates(rates)).byCurrencyAndMonth.size).toBe(1);
  });
});
