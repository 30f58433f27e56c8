import type { Style } from "exceljs";
import type { Cell } from "../tables/column.ts";

/** What a cell is on its sheet, where that decides its look more than its value does. */
export type Role =
  | "header"
  | "header-right"
  | "fact"
  | "title"
  | "lead"
  | "heading"
  | "label"
  | "good"
  | "look"
  | "bad";

/** Text and background colour, ARGB. Each pair has a contrast of at least 4.5 to 1. */
export interface Colours {
  readonly text: string;
  readonly fill: string;
}

const accent = "FF1F4E79";
const white = "FFFFFFFF";
const grey = { text: "FF404040", fill: "FFEDEDED" };
const green = { text: "FF375623", fill: "FFE2EFDA" };
const amber = { text: "FF6B4E00", fill: "FFFFF2CC" };
const red = { text: "FF833C0B", fill: "FFFCE4D6" };
const blue = { text: accent, fill: "FFDDEBF7" };

/** Colours of status words; the word always stands there too. */
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
};

/** Colours of roles. */
export const roleColours: Readonly<Partial<Record<Role, Colours>>> = {
  header: { text: white, fill: accent },
  "header-right": { text: white, fill: accent },
  title: { text: accent, fill: white },
  heading: { text: accent, fill: white },
  good: green,
  look: amber,
  bad: red,
};

const formats: Readonly<Record<Cell["kind"], string>> = {
  text: "@",
  status: "@",
  month: "@",
  day: "yyyy-mm-dd",
  usd: "#,##0.00",
  "usd-gap": "#,##0.00",
  "usd-exact": "#,##0.00",
  count: "#,##0",
  percent: "0.0%",
  boolean: "General",
};

/** Text keeps a little distance from the figures of the column before it. */
const atLeft = { horizontal: "left", vertical: "top", indent: 1 } as const;
const words: ReadonlySet<Cell["kind"]> = new Set(["text", "status", "month", "boolean"]);

type CellStyle = Partial<Style>;

function coloured({ text, fill }: Colours, numFmt: string): CellStyle {
  return {
    numFmt,
    font: { name: "Calibri", size: 11, color: { argb: text } },
    fill: { type: "pattern", pattern: "solid", fgColor: { argb: fill } },
    alignment: atLeft,
  };
}

function roleStyle(role: Role): CellStyle {
  const { text, fill } = roleColours[role] ?? { text: "FF000000", fill: white };
  const font = { name: "Calibri", size: 11, bold: true, color: { argb: text } };
  switch (role) {
    case "header":
      return { ...coloured({ text, fill }, "@"), font, alignment: { ...atLeft, vertical: "middle", wrapText: true } };
    case "header-right":
      return {
        ...coloured({ text, fill }, "@"),
        font,
        alignment: { horizontal: "right", vertical: "middle", wrapText: true },
      };
    case "fact":
      return { alignment: atLeft };
    case "title":
      return { numFmt: "@", font: { ...font, size: 18 }, alignment: { vertical: "middle" } };
    case "heading":
      return {
        numFmt: "@",
        font: { ...font, size: 13 },
        alignment: { vertical: "middle" },
        border: { bottom: { style: "thin", color: { argb: accent } } },
      };
    case "lead":
      return { numFmt: "@", font: { name: "Calibri", size: 12 }, alignment: { vertical: "top" } };
    case "label":
      return { numFmt: "@", font: { name: "Calibri", size: 11, bold: true }, alignment: atLeft };
    case "good":
    case "look":
    case "bad":
      return { ...coloured({ text, fill }, "@"), font };
    default:
      return role satisfies never;
  }
}

function kindStyle(kind: Cell["kind"]): CellStyle {
  if (!words.has(kind)) return { numFmt: formats[kind], alignment: { vertical: "top" } };
  return { numFmt: formats[kind], alignment: kind === "text" ? { ...atLeft, wrapText: true } : atLeft };
}

/**
 * Gives each look one style object, made once: the writer recognises it by identity, which is what keeps large
 * workbooks quick.
 */
export function styleBook(): (cell: Cell, role: Role | undefined) => CellStyle {
  const made = new Map<string, CellStyle>();
  return (cell, role) => {
    const colours = cell.kind === "status" && cell.value !== undefined ? statusColours[cell.value] : undefined;
    const look = colours === undefined ? cell.kind : `status ${cell.value}`;
    const key = role === undefined ? look : `${role} ${cell.kind}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const style = role
      ? { numFmt: formats[cell.kind], ...roleStyle(role) }
      : colours
        ? coloured(colours, "@")
        : kindStyle(cell.kind);
    made.set(key, style);
    return style;
  };
}
