/**
 * Whether to try each write, moment and damage instead of a part of them: THOROUGH=1 in the environment asks for that, which takes a
 * quarter of an hour.
 */
export const isThorough = process.env["THOROUGH"] === "1";
