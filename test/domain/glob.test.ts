import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsGlob, isGlob, literalGlob } from "../../src/domain/glob.ts";

describe("fitsGlob", () => {
  it.each([
    { pattern: "a/b.csv", fits: ["a/b.csv"], not: ["a/b.csvx", "xa/b.csv", "a/B.csv", "a/b_csv", "a"] },
    { pattern: "a/*.csv", fits: ["a/b.csv", "a/.csv", "a/.b.csv"], not: ["a/b/c.csv", "a/b.csv.gz", "b.csv"] },
    { pattern: "a/**", fits: ["a/b.csv", "a/b/c.csv", "a/.b/c", "a"], not: ["ab/c.csv", "b/a/c.csv"] },
    { pattern: "**", fits: ["a", "a/b/c.csv"], not: [] },
    {
      pattern: "**/old/**",
      fits: ["old/a.csv", "a/old/b.csv", "a/b/old/c/d.csv"],
      not: ["older/a.csv", "a/bold/b.csv"],
    },
    { pattern: "**/*.csv", fits: ["a.csv", "a/b.csv", "a/b/c.csv"], not: ["a/b.tsv"] },
    { pattern: "a/**/b", fits: ["a/b", "a/x/b", "a/x/y/b"], not: ["a/xb", "ab"] },
    { pattern: "a**b", fits: ["ab", "axxb"], not: ["a/b", "a/x/b"] },
    { pattern: "a?c", fits: ["abc", "a😀c"], not: ["ac", "a/c", "abbc"] },
    { pattern: "[a-c]x[!0-9].csv", fits: ["bxy.csv"], not: ["dxy.csv", "bx1.csv", "bx/.csv"] },
    { pattern: "[]a-]", fits: ["]", "a", "-"], not: ["b", ""] },
    { pattern: "{csp,ea/**}/*.csv", fits: ["csp/a.csv", "ea/x/a.csv"], not: ["mca/a.csv", "csp/x/a.csv"] },
    { pattern: "a{,b}.csv", fits: ["a.csv", "ab.csv"], not: ["abb.csv"] },
    { pattern: "./a (1)+$^.csv", fits: ["a (1)+$^.csv"], not: ["./a (1)+$^.csv"] },
    { pattern: "pack.zip/**", fits: ["pack.zip", "pack.zip/sub/b.csv"], not: ["pack.zip.csv"] },
  ])("$pattern", ({ pattern, fits, not }) => {
    expect(isGlob(pattern)).toBe(true);
    expect(fits.filter((path) => !fitsGlob(pattern, path))).toEqual([]);
    expect(not.filter((path) => fitsGlob(pattern, path))).toEqual([]);
  });

  it("agrees with a regular expression about names of stars and letters", () => {
    const letters = fc.stringMatching(/^[ab]{0,8}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*]{1,6}$/), letters, (pattern, name) => {
        const expression = new RegExp(`^${pattern.replaceAll(/\*+/g, ".*")}$`);
        expect(fitsGlob(`x/${pattern}y`, `x/${name}y`)).toBe(expression.test(name));
      }),
    );
  });
});

describe("isGlob", () => {
  it.each([
    ...["", "/a/**", "../a/**", "a/../b", "a\\*", "!a/**", "a[bc", "a]", "a[]", "{a,b", "a}", "{a,{b,c}}", "{1..3}"],
    ...["+(a|b)", "@(a)", "a/!(b)", "*(a)", "?(a)", "+(+(a|b)*)*", "a".repeat(1_001), "{".repeat(1_000)],
  ])("refuses %s", (pattern) => {
    expect(isGlob(pattern)).toBe(false);
  });
});

describe("literalGlob", () => {
  it("fits the path it was made of, and no other", () => {
    const path = fc.stringMatching(/^[a*?[\]{}!^\\(),.\n/-]{1,8}$/).filter((text) => !text.startsWith("./"));
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(fitsGlob(literalGlob(one), one)).toBe(true);
        if (one !== other) expect(fitsGlob(literalGlob(one), other)).toBe(false);
      }),
    );
  });
});
