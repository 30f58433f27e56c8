import { describe, expect, it } from "vitest";

interface Check {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly limit?: { readonly side: string; readonly value: number };
  readonly missing?: string;
}
interface Limits {
  isMet(check: Check): boolean | undefined;
  limitsTable(checks: readonly Check[]): string;
}
const { isMet, limitsTable }: Limits = await import(new URL("../../bench/limits.mjs", import.meta.url).href);

const atMost = { side: "at most", value: 2.2 };
const atLeast = { side: "at least", value: 10 };

describe("isMet", () => {
  it.each([
    { name: "is met exactly at an upper limit", measured: 2.2, limit: atMost, met: true },
    { name: "is not met just above it", measured: 2.21, limit: atMost, met: false },
    { name: "is met exactly at a lower limit", measured: 10, limit: atLeast, met: true },
    { name: "is not met just below it", measured: 9.99, limit: atLeast, met: false },
    { name: "is not met by what could not be measured", measured: Number.NaN, limit: atMost, met: false },
  ])("$name", ({ measured, limit, met }) => {
    expect(isMet({ what: "a ratio", measured, unit: "", limit })).toBe(met);
  });

  it("says neither where there is no limit", () => {
    expect(isMet({ what: "a ratio", measured: 1, unit: "" })).toBeUndefined();
  });

  it("says neither where there is nothing to measure it with", () => {
    const check = { what: "a ratio", measured: Number.NaN, unit: "", limit: atMost, missing: "no pandas" };
    expect(isMet(check)).toBeUndefined();
  });
});

describe("limitsTable", () => {
  it("prints figure, limit and verdict with their unit", () => {
    const table = limitsTable([
      { what: "a ratio", measured: 1.234, unit: "", limit: atMost },
      { what: "memory", measured: 99.6, unit: "MiB" },
      { what: "speed", measured: 20.4, unit: "MB/s", limit: atLeast },
      { what: "pandas", measured: Number.NaN, unit: "", limit: atLeast, missing: "no python3" },
      { what: "nothing", measured: Number.NaN, unit: "s", limit: atLeast },
    ]);
    expect(table.split("\n").slice(2)).toEqual([
      "| a ratio | 1.23 | ≤ 2.2 | yes |",
      "| memory | 100 MiB |  |  |",
      "| speed | 20 MB/s | ≥ 10 MB/s | yes |",
      "| pandas | not measured: no python3 | ≥ 10 |  |",
      "| nothing | not measured | ≥ 10 s | no |",
      "",
    ]);
  });
});
