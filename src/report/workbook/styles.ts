import type { Alignment, Fill, Font, Style } from "exceljs";
import type { Cell } from "../tables/column.ts";
import { isUnknown } from "./excel-value.ts";
import { accent, black, type Colours, roleColours, statusColours } from "./palette.ts";

/** Purpose of a cell on its sheet, where that decides its look more than its value does. */
export type Role = keyof typeof roleColours | "lead" | "label" | "fact" | "prose";

type CellStyle = Partial<Style>;

/** Number formats, the same on all sheets: one for money, one for counts and people, one for days. */
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
  boolean: '"TRUE";"TRUE";"FALSE"',
};

/** Indented, so that text keeps a little distance from the figures in the column before it. */
const atLeft: Partial<Alignment> = { horizontal: "left", vertical: "top", indent: 1 };
const wrapped: Partial<Alignment> = { ...atLeft, wrapText: true };
const inMiddle: Partial<Alignment> = { vertical: "middle" };
const words: ReadonlySet<Cell["kind"]> = new Set(["text", "status", "month", "boolean"]);

const font = (text: string, { size = 11, bold = false, underline = false } = {}): Partial<Font> => ({
  name: "Calibri",
  size,
  bold,
  underline,
  color: { argb: text },
});

const fill = (argb: string): Fill => ({ type: "pattern", pattern: "solid", fgColor: { argb } });

function coloured({ text, fill: background }: Colours, bold = false): CellStyle {
  return { font: font(text, { bold }), fill: fill(background), alignment: atLeft };
}

const heat = (colours: Colours): CellStyle => ({ fill: fill(colours.fill), alignment: { vertical: "top" } });
const header = coloured(roleColours.header, true);

const roleStyles: Readonly<Record<Role, CellStyle>> = {
  header: { ...header, alignment: { ...wrapped, vertical: "middle" } },
  "column-right": { ...header, alignment: { horizontal: "right", indent: 2, vertical: "middle", wrapText: true } },
  "header-right": { ...header, alignment: { horizontal: "right", vertical: "middle", wrapText: true } },
  title: { font: font(accent, { size: 18, bold: true }), alignment: inMiddle },
  heading: {
    font: font(accent, { size: 13, bold: true }),
    alignment: inMiddle,
    border: { bottom: { style: "thin", color: { argb: accent } } },
  },
  lead: { font: font(black, { size: 12 }), alignment: { vertical: "top" } },
  label: { font: font(black, { bold: true }), alignment: atLeft },
  fact: { alignment: atLeft },
  prose: { alignment: wrapped },
  "tile-label": coloured(roleColours["tile-label"]),
  "tile-figure": {
    ...coloured(roleColours["tile-figure"]),
    font: font(accent, { size: 20, bold: true }),
    alignment: { ...atLeft, vertical: "middle" },
  },
  good: coloured(roleColours.good, true),
  look: coloured(roleColours.look, true),
  bad: coloured(roleColours.bad, true),
  "heat-1": heat(roleColours["heat-1"]),
  "heat-2": heat(roleColours["heat-2"]),
  "heat-3": heat(roleColours["heat-3"]),
  "heat-4": heat(roleColours["heat-4"]),
  "heat-5": heat(roleColours["heat-5"]),
};

/** Returns the style of a cell: the same object for the same look. */
export type StyleBook = (cell: Cell, role?: Role | undefined, linked?: boolean) => CellStyle;

/**
 * Creates a style book, which has one style object for each look. exceljs processes every object that it has not seen
 * before: with one for each cell, a streamed workbook of 1.2 million cells takes 12.8 s instead of 5.2 s.
 */
export function styleBook(): StyleBook {
  const books = [new Map<string, CellStyle>(), new Map<string, CellStyle>()] as const;
  return (cell, role, linked = false) => {
    const book = books[linked ? 1 : 0];
    const key = role === undefined ? wordOf(cell) : `${role} ${cell.kind}`;
    const known = book.get(key);
    if (known !== undefined) return known;
    const plain = plainStyle(cell, role);
    const style = linked ? { ...plain, font: { ...plain.font, ...font(accent, { underline: true }) } } : plain;
    book.set(key, style);
    return style;
  };
}

/** Returns what decides the look of a cell without a role: its kind, a status word that has colours, or that it is unknown. */
function wordOf(cell: Cell): string {
  const { kind, value } = cell;
  if (isUnknown(cell)) return `${kind} unknown`;
  return kind === "status" && value !== undefined && value in statusColours ? `status ${value}` : kind;
}

function plainStyle(cell: Cell, role: Role | undefined): CellStyle {
  const numFmt = formats[cell.kind];
  if (role !== undefined) return { numFmt, ...roleStyles[role] };
  const colours = cell.kind === "status" && cell.value !== undefined ? statusColours[cell.value] : undefined;
  if (colours !== undefined) return { numFmt, ...coloured(colours) };
  if (isUnknown(cell)) return { numFmt, alignment: { vertical: "top", horizontal: "right" } };
  if (!words.has(cell.kind)) return { numFmt, alignment: { vertical: "top" } };
  return { numFmt, alignment: cell.kind === "text" ? wrapped : atLeft };
}
