import { describe, expect, it } from "vitest";
import { parseYaml, valueAt, type YamlDocument, yamlPositionOf } from "../../src/config/yaml-document.ts";
import type { InputProblem } from "../../src/domain/input-error.ts";

function parse(text: string): YamlDocument {
  const problems: InputProblem[] = [];
  const document = parseYaml({ name: "a.yaml", text, sha256: "" }, (problem) => problems.push(problem));
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error("not parsed");
  return document;
}

describe("parseYaml", () => {
  it.each(["0012345", "1e3", "0x1F", "no", "null", "~", "2017-07-07", "15000.10", "1_000", "9007199254740993"])(
    "keeps %s as it is written",
    (written) => {
      expect(valueAt(parse(`key: ${written}\n`), ["key"])).toBe(written);
    },
  );

  it("takes a key with nothing after it as left out, but not an empty text", () => {
    expect(parse('a:\nb: ""\n').value).toEqual({ b: "" });
  });

  it("takes a file of comments as empty", () => {
    expect(parse("# nothing\n").value).toEqual({});
  });

  it("follows aliases", () => {
    expect(parse("a: &x [1, 2]\nb: *x\n").value).toEqual({ a: ["1", "2"], b: ["1", "2"] });
  });

  it("reports a document that aliases make absurdly large", () => {
    const rows = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 8; level += 1) {
      const names = Array.from({ length: 10 }, () => `*l${level - 1}`).join(", ");
      rows.push(`l${level}: &l${level} [${names}]`);
    }
    const problems: InputProblem[] = [];
    expect(parseYaml({ name: "a.yaml", text: rows.join("\n"), sha256: "" }, (problem) => problems.push(problem))).toBe(
      undefined,
    );
    expect(problems.map(({ found }) => found)).toEqual(["an alias (*…) that repeats itself without end"]);
  });
});

describe("placeOf", () => {
  const document = parse("limits:\n  rejectedPercent: 5\nsources:\n  - match: a\n");

  it("points at a value and at its key", () => {
    expect(yamlPositionOf(document, ["limits", "rejectedPercent"], "value")).toEqual({
      file: "a.yaml",
      line: 2,
      column: 20,
    });
    expect(yamlPositionOf(document, ["limits", "rejectedPercent"], "key")).toEqual({
      file: "a.yaml",
      line: 2,
      column: 3,
    });
  });

  it("points at the nearest part around what is missing", () => {
    expect(yamlPositionOf(document, ["limits", "nothing"], "value")).toEqual({ file: "a.yaml", line: 1, column: 1 });
    expect(yamlPositionOf(document, ["sources", 0, "format"], "value")).toEqual({ file: "a.yaml", line: 4, column: 5 });
  });
});
