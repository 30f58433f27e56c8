/** A seeded source of numbers: the same name gives the same numbers on every machine. */

/**
 * @typedef {{ next: () => number, between: (low: number, high: number) => number, pick: <T>(list: readonly T[]) => T, guid: () => string }} Seeded
 */

/**
 * Numbers that depend on nothing but `name` (FNV-1a into mulberry32).
 * @param {string} name
 * @returns {Seeded}
 */
export function seeded(name) {
  let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + Math.floor(next() * (high - low + 1));
  return { next, between, pick: (list) => list[between(0, list.length - 1)], guid: () => guidOf(between) };
}

/** @param {(low: number, high: number) => number} between */
function guidOf(between) {
  const hex = (/** @type {number} */ digits) =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** A GUID that stands for `name` wherever it occurs in the sample. @param {string} name */
export function guidFor(name) {
  return seeded(`guid ${name}`).guid();
}
