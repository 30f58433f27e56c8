import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";

/** The content of a YAML file. A scalar is the text as written, never converted to a number, date or boolean here. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Keys and list positions from the top of a file down to a value. */
export type Path = readonly (string | number)[];

/** Character offsets of a value and of its key. */
interface Offsets {
  readonly key: number | undefined;
  readonly value: number;
}

/** The value of a YAML file, and the position of each part. */
export interface LocatedValue {
  readonly value: YamlValue;
  /** Offsets by `pathKey`. */
  readonly offsets: ReadonlyMap<string, Offsets>;
}

/** More values than any config file has; nested aliases can exceed it. */
const maxValues = 100_000;

/** Converts a path to a key for a `Map`. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** An alias that cannot be followed, and its position. */
export interface BadAlias {
  readonly badAlias: "unknown" | "endless";
  readonly offset: number;
}

/**
 * Converts a parsed document to plain values with their positions. A key without a value counts as absent.
 *
 * @returns the values, or the first alias that names nothing or makes the document endless or excessively large
 */
export function locateValues(document: Document): LocatedValue | BadAlias {
  const offsets = new Map<string, Offsets>();
  const anchors = new Map<string, unknown>();
  const around: unknown[] = [];
  let left = maxValues;

  function convert(node: unknown, path: Path, key: number | undefined): YamlValue {
    const target = isAlias(node) ? follow(node) : node;
    left -= 1;
    if (left < 0 || around.includes(target)) throw new AliasFault({ badAlias: "endless", offset: startOf(node) ?? 0 });
    offsets.set(pathKey(path), { key, value: startOf(node) ?? key ?? 0 });
    if (isNode(target) && target.anchor !== undefined) anchors.set(target.anchor, target);
    around.push(target);
    const value = convertTarget(target, path);
    around.pop();
    return value;
  }

  function follow(alias: Alias): unknown {
    if (anchors.has(alias.source)) return anchors.get(alias.source);
    throw new AliasFault({ badAlias: "unknown", offset: startOf(alias) ?? 0 });
  }

  function convertTarget(target: unknown, path: Path): YamlValue {
    if (isSeq(target)) return target.items.map((item, index) => convert(item, [...path, index], undefined));
    if (isMap(target)) return convertMap(target.items, path);
    return isScalar(target) ? String(target.value ?? "") : "";
  }

  function convertMap(pairs: readonly Pair[], path: Path): YamlValue {
    const present = pairs.filter((pair) => !isNothing(pair.value));
    return Object.fromEntries(
      present.map((pair) => {
        const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
        return [key, convert(pair.value, [...path, key], startOf(pair.key))];
      }),
    );
  }

  try {
    const value = isNothing(document.contents) ? {} : convert(document.contents, [], undefined);
    return { value, offsets };
  } catch (error) {
    if (error instanceof AliasFault) return error.fault;
    throw error;
  }
}

class AliasFault extends Error {
  readonly fault: BadAlias;

  constructor(fault: BadAlias) {
    super(fault.badAlias);
    this.fault = fault;
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Returns whether nothing follows `key:`. `key: ""` is an empty text instead. */
function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === "" && node.type === "PLAIN");
}
