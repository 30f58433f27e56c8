/**
 * One step of a pattern: the places of a path that it leads to, given those that the steps before have led to.
 *
 * A path is matched by such sets of places, so nothing is tried a second time, and no pattern takes long, whatever it is
 * and whatever a file is called. Regular expressions made of globs can take hours.
 */
type Step = (path: string, places: ReadonlySet<number>) => ReadonlySet<number>;

/** Longest pattern: the time of a match grows with its length. */
const maxLength = 1_000;

/** What is not understood: a path from the root, `!…`, `\`, round brackets behind `*` and the like, `{a..z}`. */
const otherSyntax = /^[/!]|\\|[@!+*?]\(|\{[^{}]*\.\.[^{}]*\}/;

/** Returns whether a text is a pattern that `fitsGlob` understands, for paths below a folder. */
export function isGlob(written: string): boolean {
  if (written === "" || written.length > maxLength || otherSyntax.test(written)) return false;
  return !written.split("/").includes("..") && stepsOf(written) !== undefined;
}

/**
 * Returns whether a path fits a pattern: `*` and `?` stand for characters of a name, `**` for folders, `[a-z]` for one of
 * some characters, `{this,that}` for one of some texts. Upper and lower case differ; a dot is like any other character.
 *
 * @param path - with `/` between folders
 *
 * @example
 * fitsGlob("consumption/**", "consumption/contoso/2017.csv") // => true
 * fitsGlob("consumption/*", "consumption/contoso/2017.csv") // => false
 */
export function fitsGlob(pattern: string, path: string): boolean {
  const steps = stepsOf(pattern.replace(/^(\.\/)+/, ""));
  return steps !== undefined && follow(steps, path, new Set([0])).has(path.length);
}

/** Returns a pattern that fits one path only. */
export function literalGlob(path: string): string {
  return path.replace(/[*?[\]{}]/g, "[$&]");
}

function follow(steps: readonly Step[], path: string, places: ReadonlySet<number>): ReadonlySet<number> {
  return steps.reduce((reached, step) => (reached.size === 0 ? reached : step(path, reached)), places);
}

/** The parts of a pattern. `**` is for folders only where it is a whole name; braces do not nest. */
const parts = /(?<=^|\/)\*\*\/|\/\*\*$|\*+|\[[!^]?\]?[^\]]*\]|\{[^{}]*\}|./gsu;

/** Returns `undefined` where a bracket is not closed or not opened, or is within braces' braces. */
function stepsOf(pattern: string): Step[] | undefined {
  if (pattern === "**") return [onwards(() => true)];
  const steps = (pattern.match(parts) ?? []).map(stepOf);
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

function stepOf(part: string): Step | undefined {
  if (part === "**/") return intoFolders;
  if (part === "/**") return below;
  if (part.startsWith("*")) return onwards((character) => character !== "/");
  if (part === "?") return one((character) => character !== "/");
  if (/^\[.+\]$/su.test(part)) return classOf(part);
  if (/^\{.*\}$/su.test(part)) return alternatives(part.slice(1, -1).split(","));
  return /[[\]{}]/.test(part) ? undefined : one((character) => character === part);
}

/** Steps over one character. */
function one(fits: (character: string) => boolean): Step {
  return (path, places) => {
    const ends = [...places].map((place) => {
      const character = characterAt(path, place);
      return character !== "" && fits(character) ? place + character.length : undefined;
    });
    return new Set(ends.filter((end) => end !== undefined));
  };
}

/** Steps over any number of characters. */
function onwards(fits: (character: string) => boolean): Step {
  return (path, places) => {
    const reached = new Set(places);
    // A set also iterates over what is added meanwhile: each place once.
    for (const place of reached) {
      const character = characterAt(path, place);
      if (character !== "" && fits(character)) reached.add(place + character.length);
    }
    return reached;
  };
}

const intoFolders: Step = (path, places) => {
  const ends = [...onwards(() => true)(path, places)].filter((place) => path[place - 1] === "/");
  return new Set([...places, ...ends]);
};

/** A folder itself, and everything in it. */
const below: Step = (path, places) => {
  const inside = onwards(() => true)(path, one((character) => character === "/")(path, places));
  return new Set([...places, ...inside]);
};

function alternatives(patterns: readonly string[]): Step | undefined {
  const all = patterns.map(stepsOf);
  if (!all.every((steps) => steps !== undefined)) return undefined;
  return (path, places) => new Set(all.flatMap((steps) => [...follow(steps, path, places)]));
}

function classOf(part: string): Step | undefined {
  const [, not = "", inside = ""] = /^\[([!^]?)(.*)\]$/su.exec(part) ?? [];
  const ranges = inside.match(/.-.|./gsu) ?? [];
  if (ranges.length === 0) return undefined;
  const has = (character: string) => ranges.some((range) => isWithin(character, [...range]));
  return one((character) => character !== "/" && has(character) === (not === ""));
}

function isWithin(character: string, [first = "", , last = first]: readonly string[]): boolean {
  const [low = 0, code = 0, high = 0] = [first, character, last].map((each) => each.codePointAt(0));
  return low <= code && code <= high;
}

/** Returns the character at a place, or an empty text at the end. */
function characterAt(path: string, place: number): string {
  const code = path.codePointAt(place);
  return code === undefined ? "" : String.fromCodePoint(code);
}
