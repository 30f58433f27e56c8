import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Format } from "../../src/domain/format.ts";
import { recognise } from "../../src/sources/recognise.ts";
import { loadShipped, shipped } from "./write-config.ts";

/** Headers as the portals write them, one a file: `<format>.<version>.csv`, or `none.<what>.csv`. */
const headers = join(import.meta.dirname, "headers");

function formatOf(text: string, formats: readonly Format[]): string {
  const recognition = recognise(text, formats);
  return "format" in recognition ? recognition.format.id : "none";
}

const { formats } = loadShipped();

describe("the shipped formats", () => {
  it("are tried in this order", () => {
    expect(formats.map(({ id }) => id)).toEqual([
      "insights-azure-usage",
      "csp-daily-rated-usage",
      "cost-mpa",
      "cost-csp-subscription",
      "cost-mca",
      "cost-ea",
      "cost-payg",
      "focus",
      "tierbook",
      "insights-training",
      "transcripts",
    ]);
  });

  it("have ids that are the names of their files", () => {
    const files = readdirSync(join(shipped, "formats")).map((name) => name.replace(/\.yaml$/, ""));
    expect(formats.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it.each(readdirSync(headers))("recognise %s", (name) => {
    const text = readFileSync(join(headers, name), "utf8");
    expect(formatOf(text, formats)).toBe(name.split(".")[0]);
  });

  it.each(readdirSync(headers))("recognise %s whatever its case and order of columns", (name) => {
    const names = readFileSync(join(headers, name), "utf8").replace("\uFEFF", "").trim().split(",");
    const text = `${names.toReversed().join(";").toUpperCase()};Surplus\n`;
    expect(formatOf(text, formats)).toBe(name.split(".")[0]);
  });

  it("exclude deal registrations, taxes and unused commitments, each with its reason", () => {
    const excluded = formats.flatMap((format) =>
      format.kind === "consumption"
        ? format.exclude.map(({ column, values, except = [], why }) => {
            return [format.id, column[0], values?.join(" ") ?? `all but ${except.join(" ")}`, why !== ""];
          })
        : [],
    );
    const charges = "Tax RoundingAdjustment UnusedReservation UnusedSavingsPlan";
    const costs = ["cost-mpa", "cost-csp-subscription", "cost-mca", "cost-ea", "cost-payg"];
    expect(excluded).toEqual([
      ["insights-azure-usage", "SubscriptionId", "00000000-0000-0000-0000-000000000000 UNKNOWN", true],
      ...costs.flatMap((id) => [
        [id, "ChargeType", charges, true],
        [id, "PublisherType", "all but Azure Microsoft", true],
      ]),
      ["focus", "ChargeCategory", "Tax Credit Adjustment", true],
      ["focus", "x_PublisherCategory", "Vendor", true],
    ]);
  });
});
