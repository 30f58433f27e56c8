import { describe, expect, it } from "vitest";
import { marketOf } from "../../src/config/markets.ts";
import { loadShipped } from "./write-config.ts";

const developed =
  "Australia,Austria,Belgium,Canada,Denmark,Finland,France,Germany,Iceland,Ireland,Italy,Japan,Luxembourg,Netherlands,New Zealand,Norway,Portugal,Spain,Sweden,Switzerland,United Kingdom,United States";

const { markets } = loadShipped();

describe("marketOf, with the shipped countries", () => {
  it("has the 22 developed markets, by name and by code, and no others", () => {
    expect(developed.split(",").map((name) => marketOf(markets, name))).toEqual(Array(22).fill("developed"));
    const codes = [...markets].filter(([country]) => /^[a-z]{2}$/.test(country) && country !== "uk");
    expect(codes.filter(([, market]) => market === "developed")).toHaveLength(22);
    expect(codes).toHaveLength(249);
  });

  it.each([
    [" germany ", "developed"],
    ["DE", "developed"],
    ["no", "developed"],
    ["UK", "developed"],
    ["United States of America", "developed"],
    ["CZ", "emerging"],
    ["Czechia", "emerging"],
    ["Czech Republic", "emerging"],
    ["Korea, Republic of", "emerging"],
    ["Hong Kong SAR", "emerging"],
    ["CÔTE D’IVOIRE", "emerging"],
    ["Türkiye", "emerging"],
    ["Atlantis", undefined],
    ["", undefined],
    ["DEU", undefined],
    ["Deutschland", undefined],
  ])("puts %j down as %s", (country, market) => {
    expect(marketOf(markets, country)).toBe(market);
  });
});
