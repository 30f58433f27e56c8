import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText } from "../../../src/report/workbook/clean-text.ts";

describe("cleanText", () => {
  it.each([
    ["leaves right-to-left text and its marks", "\u200Fשלום \u202Eabc\u202C", "\u200Fשלום \u202Eabc\u202C"],
    ["leaves formulas", "=1+1 +cmd @x", "=1+1 +cmd @x"],
    ["leaves plain text", "Süd 😀 \t x", "Süd 😀 \t x"],
    ["replaces control characters", "a\u0000b\u001Bc\u007F", "a\uFFFDb\uFFFDc\uFFFD"],
    ["replaces a lone high surrogate", "a\uD800b", "a\uFFFDb"],
    ["replaces a lone low surrogate", "a\uDC00b", "a\uFFFDb"],
    ["replaces what is no character", "a\uFFFEb\uFFFF", "a\uFFFDb\uFFFD"],
    ["turns carriage returns into line feeds", "a\r\nb\rc", "a\nb\nc"],
    ["keeps a literal escape", "_x000D_ _x005F_", "_x005F_x000D_ _x005F_x005F_"],
    ["leaves what only resembles an escape", "_x00D_ x000D_", "_x00D_ x000D_"],
  ])("%s", (_name, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("leaves 32,767 characters and cuts 32,768 with a mark", () => {
    expect(cleanText("x".repeat(32_767))).toBe("x".repeat(32_767));
    expect(cleanText("x".repeat(32_768))).toBe(`${"x".repeat(32_766)}…`);
  });

  it("never cuts through a surrogate pair", () => {
    const cut = cleanText(`${"x".repeat(32_765)}😀😀`);
    expect(cut).toBe(`${"x".repeat(32_765)}…`);
  });

  it("counts escapes as they are written, and never cuts through one", () => {
    const xs = (count: number) => "x".repeat(count);
    expect(cleanText(`${xs(32_754)}_x000D_`)).toBe(`${xs(32_754)}_x005F_x000D_`);
    expect(cleanText(`${xs(32_755)}_x000D_`)).toBe(`${xs(32_755)}_x005F_x000…`);
    for (const before of [32_760, 32_761, 32_762, 32_763, 32_764, 32_765]) {
      expect(cleanText(`${xs(before)}_x000D_`)).toBe(`${xs(before)}…`);
    }
  });

  it("gives well-formed text for any units", () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
    fc.assert(fc.property(units, (text) => Buffer.from(cleanText(text)).toString() === cleanText(text)));
  });
});
