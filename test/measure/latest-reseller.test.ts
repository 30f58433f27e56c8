import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";

const header =
  "PartnerId,CustomerId,MpnId,Tier2MpnId,InvoiceNumber,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";

describe("usage that is not yet billed", () => {
  it("goes to the reseller of the subscription's latest billed row, not of an earlier one (S5)", async () => {
    const folder = jobFolder({
      "consumption/billed-may.csv": `${header}\ntenant,customer,100,201,G1,sub,2017-05-10,1,USD\n`,
      "consumption/billed-june.csv": `${header}\ntenant,customer,100,202,G2,sub,2017-06-10,2,USD\n`,
      "consumption/unbilled.csv": `${header}\ntenant,customer,100,,,sub,2017-07-10,40,USD\n`,
    });
    await folder.run();
    const july = folder
      .latest("consumption.csv")
      .split("\n")
      .filter((line) => line.includes(",2017-07,") && !line.endsWith(",0.0000000000"));
    expect(july).toEqual(["202,2017-07,40.0000000000"]);
  });

  it("goes to the partner itself where nobody else is found, who is judged though no other row or table names it (S5, S12)", async () => {
    const folder = jobFolder({
      "consumption/unbilled.csv": `${header}\ntenant,customer,100,,,sub,2017-07-10,40,USD\n`,
    });
    await folder.run();
    expect(folder.latest("consumption.csv")).toContain("100,2017-07,40.0000000000\n");
    expect(folder.latest("partners.csv").split("\n")[1]).toMatch(/^100,/);
  });
});
