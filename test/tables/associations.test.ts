import { describe, expect, it } from "vitest";
import type { AssociationKind } from "../../src/domain/association.ts";
import { idReader } from "../../src/domain/ids.ts";
import { readAssociations } from "../../src/tables/associations.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const kinds = new Map<string, AssociationKind>([
  ["dpor", "dpor"],
  ["Partner Admin Link", "pal"],
]);
const header = "partner_id,customer_id,subscription_id,association,from,to";
const read = (...rows: string[]) =>
  readAssociations(write("associations.csv", [header, ...rows].join("\n")), {
    kindOf: (label) => kinds.get(label),
    ids: idReader(),
  });
const guid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

describe("readAssociations", () => {
  it("brings ids to their one spelling, and leaves out days that are not given", async () => {
    expect(
      await read(`007,${guid.toUpperCase()},,dpor,,`, `008,,/subscriptions/${guid.toUpperCase()},Partner Admin Link,,`),
    ).toEqual([
      { partnerId: "007", customerId: guid, subscriptionId: "", kind: "dpor" },
      { partnerId: "008", customerId: "", subscriptionId: guid, kind: "pal" },
    ]);
  });

  it("reads first and last day, which may be the same", async () => {
    expect(await read(`1,c,,dpor,6/1/2017,2017-06-01`)).toMatchObject([{ from: "2017-06-01", to: "2017-06-01" }]);
  });

  it("has no associations without a file", async () => {
    expect(await readAssociations("/nowhere/associations.csv", { kindOf: () => "dpor", ids: idReader() })).toEqual([]);
  });

  it("reports everything that is wrong, with lines", async () => {
    const problems = await problemsOf(() =>
      read(
        "1,c,,Influencer,,",
        "1,c,,dpor,2017-02-30,soon",
        "1,c,,dpor,2017-06-02,2017-06-01",
        "1,,,dpor,,",
        "1,c,,,,",
      ),
    );
    expect(problems.map(({ line, found }) => `${line}: ${found}`)).toEqual([
      '2: the association "Influencer", which config/associations.yaml does not know',
      '3: from "2017-02-30", which is no day',
      '3: to "soon", which is no day',
      "4: an association from 2017-06-02 to 2017-06-01",
      "5: neither a customer_id nor a subscription_id",
      "6: no association",
    ]);
    expect(problems[0]?.fix).toContain('"Influencer": dpor');
  });

  it("reads an empty partner as nobody, with or without a kind and days (S5)", async () => {
    expect(await read(",c,,,,", `,,${guid},dpor,2017-06-01,`, "\u200B,c,s,,,2017-06-30")).toEqual([
      { partnerId: "", customerId: "c", subscriptionId: "" },
      { partnerId: "", customerId: "", subscriptionId: guid, kind: "dpor", from: "2017-06-01" },
      { partnerId: "", customerId: "c", subscriptionId: "s", to: "2017-06-30" },
    ]);
  });

  it("reports of rows for nobody what it reports of others, and placeholders for a partner (S2)", async () => {
    const problems = await problemsOf(() =>
      read(
        ",,,,2017-06-01,",
        ",c,,Influencer,,",
        ",c,,,soon,",
        "n/a,c,,dpor,,",
        "0,c,,,,",
        "1E+06,c,,dpor,,",
        ",1E+06,,,,",
      ),
    );
    expect(problems.map(({ line, code, found }) => `${line} ${code}: ${found}`)).toEqual([
      "2 no-customer: neither a customer_id nor a subscription_id",
      '3 unknown-association: the association "Influencer", which config/associations.yaml does not know',
      '4 bad-day: from "soon", which is no day',
      "5 no-partner-id: the placeholder n/a as the partner_id",
      "6 no-partner-id: the placeholder 0 as the partner_id",
      "7 damaged-id: the partner_id 1E+06",
      "8 damaged-id: the customer_id 1E+06",
    ]);
  });

  it("needs every column, so that a misspelt one is not taken for an open limit", async () => {
    const path = write("associations.csv", "partner_id,customer_id,subscription_id,association,form,to\n");
    expect(await problemsOf(() => readAssociations(path, { kindOf: () => "dpor", ids: idReader() }))).toMatchObject([
      { line: 1, expected: "also from" },
    ]);
  });
});
