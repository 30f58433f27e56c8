import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";

/** What a YAML file holds. A scalar is the text as written: nothing is taken for a number, a date or a boolean here. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Keys and list positions from the top of a file down to a value. */
export type Path = readonly (string | number)[];

/** Character offsets at which a value, and the key it stands under, begin. */
interface Offsets {
  readonly key: number | undefined;
  readonly value: number;
}

/** A YAML file's value, and where each part of it stands. */
export interface LocatedValue {
  readonly value: YamlValue;
  /** By `pathKey`. */
  readonly offsets: ReadonlyMap<string, Offsets>;
}

/** No config file has more values than this; one that repeats aliases inside aliases can. */
const maxValues = 100_000;

/** Makes a path a key of a map. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** An alias that cannot be followed, and where it stands. */
export interface BadAlias {
  readonly badAlias: "unknown" | "endless";
  readonly offset: number;
}

/**
 * Turns a parsed document into plain values with their positions. A key with nothing after it counts as left out.
 *
 * @returns the values, or the first alias that names nothing, or that makes the document endless or absurdly large
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

/** True for what stands after `key:` when nothing does; `key: ""` is an empty text instead. */
function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === "" && node.type === "PLAIN");
}
