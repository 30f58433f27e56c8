import { z } from "zod";
import type { Report } from "./config-file.ts";
import { jobSchema } from "./job-schema.ts";
import { nearest } from "./nearest.ts";
import type { YamlDocument, YamlPosition } from "./yaml-document.ts";
import { type Path, pathKey, type YamlValue } from "./yaml-value.ts";

/** A setting given outside `job.yaml`. */
export interface Override {
  readonly path: readonly string[];
  readonly value: string;
  /** The variable or flag, as named in messages. */
  readonly origin: string;
}

const leaves = leavesOf(jobSchema, []);

/** Path of every setting in `job.yaml` that is a single value: `["people", "mask"]`. */
export const settingPaths: readonly (readonly string[])[] = leaves
  .filter(({ isList }) => !isList)
  .map(({ path }) => path);

const listPaths: readonly (readonly string[])[] = leaves.filter(({ isList }) => isList).map(({ path }) => path);

/**
 * Returns the name of a setting's environment variable.
 *
 * @example
 * variableFor(["limits", "rejectedPercent"]) // => "TIERBOOK_LIMITS_REJECTED_PERCENT"
 */
export function variableFor(path: readonly string[]): string {
  const words = path.flatMap((key) => key.split(/(?=[A-Z])/));
  return ["TIERBOOK", ...words].join("_").toUpperCase();
}

/**
 * Reads settings from the environment. An empty variable counts as unset. A variable whose name is close to that of a
 * setting, or is that of a list, is reported, because it would otherwise be silently ignored.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>, report: Report): Override[] {
  const byName = new Map(settingPaths.map((path) => [variableFor(path), path] as const));
  const lists = new Map(listPaths.map((path) => [variableFor(path), path.join(".")] as const));
  const given = Object.keys(env)
    .filter((name) => name.startsWith("TIERBOOK_"))
    .toSorted();
  return given.flatMap((name) => {
    const path = byName.get(name);
    const value = env[name]?.trim() ?? "";
    if (path !== undefined) return value === "" ? [] : [{ path, value, origin: name }];
    const list = lists.get(name);
    const near = list === undefined ? nearest(name, [...byName.keys()]) : undefined;
    if (near !== undefined) report({ file: name, ...unknownVariable, fix: `did you mean ${near}?` });
    if (list !== undefined && value !== "") report({ file: name, ...listAsVariable(list) });
    return [];
  });
}

/** Overlays settings on a document; later ones win. A problem with a setting is reported at its origin. */
export function layOver(document: YamlDocument, overrides: readonly Override[]): YamlDocument {
  const value = overrides.reduce((whole, { path, value: part }) => withPart(whole, path, part), document.value);
  return {
    file: document.file,
    value,
    // Reading the places of a document may parse it, so they are read only to report a problem.
    get places() {
      return placesOver(document, overrides);
    },
  };
}

function placesOver(document: YamlDocument, overrides: readonly Override[]): YamlDocument["places"] {
  const places = new Map(document.places);
  for (const { path, origin } of overrides) {
    const place: YamlPosition = { file: origin };
    places.set(pathKey(path), { key: place, value: place });
  }
  return places;
}

const unknownVariable = {
  code: "unknown-variable",
  found: "a variable that matches no setting",
  expected: "TIERBOOK_ and the name of a setting of job.yaml",
};

const listAsVariable = (list: string) => ({
  code: "variable-for-list",
  found: "a variable for a list",
  expected: "a setting that is one value",
  fix: `write ${list} into job.yaml, and remove this`,
});

function withPart(whole: YamlValue, path: Path, part: string): YamlValue {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  // The schema reports anything that is not a map.
  if (typeof whole !== "object" || Array.isArray(whole)) return whole;
  const map = whole as Readonly<Record<string, YamlValue>>;
  return { ...map, [key]: withPart(map[key] ?? {}, rest, part) };
}

interface Leaf {
  readonly path: readonly string[];
  readonly isList: boolean;
}

function leavesOf(schema: z.ZodObject, path: readonly string[]): Leaf[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const inner = field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.unwrap() : field;
    if (inner instanceof z.ZodObject) return leavesOf(inner, [...path, key]);
    return [{ path: [...path, key], isList: inner instanceof z.ZodArray }];
  });
}
