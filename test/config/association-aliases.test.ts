import { describe, expect, it } from "vitest";
import { kindOfLabel } from "../../src/config/association-aliases.ts";
import { associationKinds } from "../../src/domain/association.ts";
import { loadShipped } from "./write-config.ts";

const { aliases } = loadShipped();

describe("kindOf, with the shipped labels", () => {
  it.each([
    ["Digital Partner of Record", "dpor"],
    ["DPOR", "dpor"],
    ["Partner of Record", "dpor"],
    ["POR", "dpor"],
    ["Transacting Partner of Record", "tpor"],
    ["Transacting Partner", "tpor"],
    ["TPOR", "tpor"],
    ["CSP Tier 1", "csp-tier-1"],
    ["CSP Tier 2", "csp-tier-2"],
    ["Partner Admin Link", "pal"],
    ["PAL", "pal"],
    ["Claiming Partner of Record", "cpor"],
    ["CPOR", "cpor"],
    ["Partner as End-Customer", "end-customer"],
    ["partner  of\u00A0RECORD ", "dpor"],
    ["csptier1", "csp-tier-1"],
  ])("takes %j as %s", (label, kind) => {
    expect(kindOfLabel(aliases, label)).toBe(kind);
  });

  it("knows each kind's own name, and no label that is not listed", () => {
    expect(associationKinds.map((kind) => kindOfLabel(aliases, kind))).toEqual(associationKinds);
    expect(kindOfLabel(aliases, "Reseller")).toBe(undefined);
    expect(kindOfLabel(aliases, "")).toBe(undefined);
    expect(kindOfLabel(aliases, "constructor")).toBe(undefined);
  });
});
