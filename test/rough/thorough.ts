/**
 * Whether to try each write, moment and damage instead of a part of them: TIERBOOK_THOROUGH=1 asks for that, which takes a
 * quarter of an hour.
 */
export const isThorough = process.env["TIERBOOK_THOROUGH"] === "1";
