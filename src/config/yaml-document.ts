import { LineCounter, parseDocument, type YAMLError } from "yaml";
import type { ProblemText } from "../domain/input-error.ts";
import type { ConfigFile, Report } from "./config-file.ts";
import { locateValues, type Path, pathKey, type YamlValue } from "./yaml-value.ts";

/** The origin of a value: a line of a file, or an environment variable or flag, which have no lines. */
export interface YamlPosition {
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based; present only with `line`. */
  readonly column?: number;
}

/** A parsed YAML file with the position of each of its parts. */
export interface YamlDocument {
  readonly file: string;
  readonly value: YamlValue;
  /** Positions by `pathKey`. */
  readonly places: ReadonlyMap<string, { readonly key: YamlPosition; readonly value: YamlPosition }>;
}

/**
 * Parses a YAML file without guessing types: `0012345`, `no` and `2017-07-07` stay text.
 *
 * @returns `undefined` after reporting invalid YAML and duplicate keys
 */
export function parseYaml(file: ConfigFile, report: Report): YamlDocument | undefined {
  const lines = new LineCounter();
  const parsed = parseDocument(file.text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const place = (offset: number): YamlPosition => {
    const { line, col } = lines.linePos(offset);
    return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const faults = [...parsed.errors, ...parsed.warnings];
  for (const fault of faults) report({ ...place(fault.pos[0]), ...describeFault(fault, file.text) });
  if (faults.length > 0) return undefined;

  const located = locateValues(parsed);
  if ("badAlias" in located) {
    report({ ...place(located.offset), ...aliasFaults[located.badAlias] });
    return undefined;
  }
  const places = [...located.offsets].map(
    ([key, at]) => [key, { key: place(at.key ?? at.value), value: place(at.value) }] as const,
  );
  return { file: file.name, value: located.value, places: new Map(places) };
}

/** Creates a document without content, which stands in for a missing optional file. */
export function emptyDocument(file: string): YamlDocument {
  return { file, value: {}, places: new Map() };
}

/**
 * Returns the position of a part of a document; for a missing part, that of the nearest part around it.
 *
 * @param part - `key` for the name of an entry, `value` for its value
 */
export function yamlPositionOf(document: YamlDocument, path: Path, part: "key" | "value"): YamlPosition {
  const place = document.places.get(pathKey(path));
  if (place !== undefined) return place[part];
  return path.length === 0 ? { file: document.file } : yamlPositionOf(document, path.slice(0, -1), "key");
}

/** Returns a part of a document, or `undefined` if there is none. */
export function valueAt(document: YamlDocument, path: Path): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>((value, key) => {
    if (value === undefined || typeof value === "string") return undefined;
    return Object.hasOwn(value, key) ? (value as Record<string | number, YamlValue>)[key] : undefined;
  }, document.value);
}

const aliasFaults = {
  unknown: {
    code: "bad-yaml",
    found: "an alias (*…) of nothing",
    expected: "the name of an anchor (&…) further up in the file",
    fix: "correct the name, or put the text in quotes",
  },
  endless: {
    code: "bad-yaml",
    found: "an alias (*…) that repeats itself without end",
    expected: "at most 100,000 values in a file",
    fix: "write the repeated part out, without & and *",
  },
};

function describeFault(fault: YAMLError, text: string): ProblemText {
  switch (fault.code) {
    case "DUPLICATE_KEY":
      return {
        code: "key-twice",
        found: `${keyText(text, fault.pos[0])} a second time`,
        expected: "each key at most once",
        fix: "delete one of the two",
      };
    case "TAB_AS_INDENT":
      return {
        code: "bad-yaml",
        found: "a tab",
        expected: "spaces in front of a key",
        fix: "replace the tab with spaces",
      };
    case "TAG_RESOLVE_FAILED":
      return { code: "bad-yaml", found: "a tag (!…)", expected: "plain text, lists and maps", fix: "remove the tag" };
    case "MULTIPLE_DOCS":
      return {
        code: "bad-yaml",
        found: "a second document (---)",
        expected: "one document a file",
        fix: "remove the line ---",
      };
    default:
      return {
        code: "bad-yaml",
        found: `text that is not YAML (${fault.message.split("\n")[0]})`,
        expected: "YAML",
        fix: "correct the indentation, brackets or quotes here or on the line before",
      };
  }
}

function keyText(text: string, offset: number): string {
  return /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? "a key";
}
