import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";

/** What a YAML file holds. A scalar is the text as written: nothing is taken for a number, a date or a boolean here. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Keys and list positions from the top of a file down to a value. */
export type Path = readonly (string | number)[];

/** Character offsets at which a value, and the key it stands under, begin. */
export interface Offsets {
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

/**
 * Turns a parsed document into plain values with their positions. A key with nothing after it counts as left out.
 *
 * @returns `undefined` when aliases make the document endless, or absurdly large
 */
export function locateValues(document: Document): LocatedValue | undefined {
  const offsets = new Map<string, Offsets>();
  let left = maxValues;

  function convert(node: unknown, path: Path, key: number | undefined): YamlValue {
    left -= 1;
    if (left < 0) throw new TooManyValues();
    const target = isAlias(node) ? node.resolve(document) : node;
    offsets.set(pathKey(path), { key, value: startOf(node) ?? key ?? 0 });
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
    if (error instanceof TooManyValues) return undefined;
    throw error;
  }
}

class TooManyValues extends Error {}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}

/** True for what stands after `key:` when nothing does; `key: ""` is an empty text instead. */
function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === "" && node.type === "PLAIN");
}
