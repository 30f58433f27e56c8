/** Text and background colour, ARGB. Each pair has a contrast of at least 4.5 to 1. */
export interface Colours {
  readonly text: string;
  readonly fill: string;
}

/** The only accent colour: headers, titles, links, chart bars. */
export const accent = "FF1F4E79";
/** Light accent, behind figures and some status words. */
export const lightAccent = "FFDDEBF7";
/** Fill of data bars. */
export const barColour = "FF9DC3E6";
export const black = "FF000000";
export const white = "FFFFFFFF";

const grey: Colours = { text: "FF404040", fill: "FFEDEDED" };
const green: Colours = { text: "FF375623", fill: "FFE2EFDA" };
const amber: Colours = { text: "FF6B4E00", fill: "FFFFF2CC" };
const red: Colours = { text: "FF833C0B", fill: "FFFCE4D6" };
const blue: Colours = { text: accent, fill: lightAccent };

/** Colours of status words, which add to the word and never replace it. */
export const statusColours: Readonly<Record<string, Colours>> = {
  gold: amber,
  silver: grey,
  met: green,
  counted: green,
  close: blue,
  short: red,
  unknown: grey,
  limit: red,
  warning: amber,
  assumption: amber,
  promoted: green,
  closer: blue,
  further: amber,
  demoted: red,
  known: blue,
  new: grey,
  gone: grey,
};

/** Colours of roles. */
export const roleColours = {
  header: { text: white, fill: accent },
  "header-right": { text: white, fill: accent },
  /** Right-aligned header of a column with a filter: leaves room for its button. */
  "column-right": { text: white, fill: accent },
  title: { text: accent, fill: white },
  heading: { text: accent, fill: white },
  "tile-label": { text: "FF404040", fill: lightAccent },
  "tile-figure": { text: accent, fill: lightAccent },
  good: green,
  look: amber,
  bad: red,
  "heat-1": { text: black, fill: "FFEEF5FB" },
  "heat-2": { text: black, fill: "FFDDEBF7" },
  "heat-3": { text: black, fill: "FFC4DCF1" },
  "heat-4": { text: black, fill: "FFA6CAE9" },
  "heat-5": { text: black, fill: "FF86B6E0" },
} as const satisfies Readonly<Record<string, Colours>>;
