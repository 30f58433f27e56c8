import { describe, expect, it } from "vitest";
import { roleColours, statusColours } from "../../../src/report/workbook/palette.ts";
import { styleBook } from "../../../src/report/workbook/styles.ts";

/** Relative luminance of an ARGB colour, as WCAG 2 defines it. */
function luminance(argb: string): number {
  const [red = 0, green = 0, blue = 0] = [2, 4, 6].map((at) => {
    const share = Number.parseInt(argb.slice(at, at + 2), 16) / 255;
    return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe("colours", () => {
  it.each(Object.entries({ ...statusColours, ...roleColours }))(
    "of %s have a contrast of at least 4.5",
    (_name, pair) => {
      expect(contrast(pair.text, pair.fill)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

describe("styleBook", () => {
  it("gives one look one object", () => {
    const styleOf = styleBook();
    const gold = styleOf({ kind: "status", value: "gold" });
    expect(styleOf({ kind: "status", value: "gold" })).toBe(gold);
    expect(styleOf({ kind: "status", value: "silver" })).not.toBe(gold);
  });

  it("keeps the number format of a fact", () => {
    const styleOf = styleBook();
    expect(styleOf({ kind: "count", value: 1 }, "fact").numFmt).toBe("#,##0");
    expect(styleOf({ kind: "day", value: "2017-07-31" }, "fact").numFmt).toBe("yyyy-mm-dd");
  });
});
