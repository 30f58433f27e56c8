import type { z } from "zod";
import type { InputProblem, ProblemText } from "../domain/input-error.ts";
import type { Report } from "./config-file.ts";
import { nearest } from "./nearest.ts";
import { valueAt, type YamlDocument, yamlPositionOf } from "./yaml-document.ts";
import type { Path, YamlValue } from "./yaml-value.ts";

/**
 * Checks a document against a schema built from `fields.ts`.
 *
 * @returns the schema's output, or `undefined` after reporting every problem with its line and column
 */
export function checkDocument<Schema extends z.ZodType>(
  document: YamlDocument,
  schema: Schema,
  report: Report,
): z.output<Schema> | undefined {
  // Compiling a checker does not pay off for a single use.
  const result = schema.safeParse(document.value, { jitless: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(document, issue, report);
  return undefined;
}

/** Creates a problem located at one part of a document. */
export function problemAt(document: YamlDocument, path: Path, problem: ProblemText): InputProblem {
  return { ...yamlPositionOf(document, path, "value"), ...problem };
}

/** Returns `key: value`, the way messages quote one part of a document. */
export function quotePart(document: YamlDocument, path: Path): string {
  const value = valueAt(document, path);
  const name = nameOf(path);
  if (value === undefined) return `no ${name}`;
  if (typeof value !== "string") return `${name}: ${nounFor(value)}`;
  const shown = value === "" ? "an empty text" : shorten(value);
  return typeof path.at(-1) === "number" ? `${shown} in ${nameOf(path.slice(0, -1))}` : `${name}: ${shown}`;
}

/** Ids that must be unique within a list. */
export interface IdsToCheck {
  readonly document: YamlDocument;
  readonly path: Path;
  readonly ids: readonly string[];
  /** The key under which each entry holds its id; empty if the entry itself is the id. */
  readonly key?: string;
}

/** Reports every id that occurs in a list more than once. */
export function checkUnique({ document, path, ids, key = "id" }: IdsToCheck, report: Report): void {
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    const here = key === "" ? [...path, index] : [...path, index, key];
    report(
      problemAt(document, here, {
        code: "value-twice",
        found: `${quotePart(document, here)} a second time`,
        expected: "each only once in a list",
        fix: "delete or rename one of the two",
      }),
    );
  });
}

function nounFor(value: Exclude<YamlValue, string>): string {
  if (!Array.isArray(value)) return "a map";
  return value.length === 0 ? "an empty list" : "a list";
}

function reportIssue(document: YamlDocument, issue: z.core.$ZodIssue, report: Report): void {
  const path = issue.path as Path;
  const [expected = "", fix = ""] = issue.message.split("\n");
  if (issue.code !== "unrecognized_keys") {
    const missing = valueAt(document, path) === undefined;
    const found = quotePart(document, path);
    const code = missing ? "missing-key" : "bad-value";
    report(
      problemAt(document, path, { code, found, expected, fix: missing ? `add ${nameOf(path)}, and ${fix}` : fix }),
    );
    return;
  }
  for (const key of issue.keys) {
    report({ ...yamlPositionOf(document, [...path, key], "key"), ...describeUnknownKey(key, path, expected) });
  }
}

function describeUnknownKey(key: string, path: Path, known: string): ProblemText {
  const keys = known.split(", ");
  const near = nearest(key, keys);
  return {
    code: "unknown-key",
    found: `unknown key ${shorten(key)}${path.length === 0 ? "" : ` in ${nameOf(path)}`}`,
    expected: keys.length === 1 ? known : `one of ${known}`,
    fix: near === undefined ? "remove it, or correct its name" : `did you mean ${near}?`,
  };
}

/** Returns the last key of a path and the 1-based list positions that follow it: `sources[2]`. */
function nameOf(path: Path): string {
  const start = path.findLastIndex((key) => typeof key === "string");
  if (start < 0) return path.length === 0 ? "the file" : `entry ${path.map((key) => Number(key) + 1).join(".")}`;
  return `${path[start]}${path
    .slice(start + 1)
    .map((key) => `[${Number(key) + 1}]`)
    .join("")}`;
}

function shorten(text: string): string {
  // Neither names and passwords of addresses are repeated, nor queries and signatures: they are as good as passwords.
  const line = text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\/\/[^/@\s]*@/g, "//…@")
    .replaceAll(/(\/\/[^?#\s]*[?#])\S*/g, "$1…")
    .replaceAll(/\bsig=[^&\s]*/gi, "sig=…");
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
