/**
 * A small seeded generator (xorshift, 32 bits): the same seed gives the same numbers on every machine.
 *
 * @typedef {() => number} Random - the next whole number of 0 … 4,294,967,295
 */

/**
 * Starts a sequence.
 *
 * @param {number} seed - any whole number
 * @returns {Random}
 */
export function xorshift(seed) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // Seeds that differ in few bits start alike: let them part first.
  for (let i = 0; i < 16; i++) next();
  return next;
}

/**
 * One of a list.
 *
 * @template T
 * @param {Random} random
 * @param {readonly T[]} list - not empty
 * @returns {T}
 */
export function pick(random, list) {
  return /** @type {T} */ (list[random() % list.length]);
}

/**
 * A GUID in lower case.
 *
 * @param {Random} random
 * @returns {string}
 */
export function guid(random) {
  const hex = Array.from({ length: 4 }, () => random().toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
