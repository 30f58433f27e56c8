import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText } from "../../../src/report/workbook/clean-text.ts";

describe("cleanText", () => {
  it.each([
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

  it("gives well-formed text for any units", () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
    fc.assert(fc.property(units, (text) => Buffer.from(cleanText(text)).toString() === cleanText(text)));
  });
});
