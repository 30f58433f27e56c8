import { type OpenedPackage, sheetsOf } from "./open-package.ts";
import { childOf, descendants, type XmlNode } from "./read-xml.ts";

/** A cell as it stands in the file: its type, and its value as that type. */
export type ReadCell =
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "number"; readonly value: number; readonly format: string }
  /** A number whose format prints a day. */
  | { readonly type: "day"; readonly value: string }
  | { readonly type: "boolean"; readonly value: boolean };

const builtInFormats: Readonly<Record<string, string>> = { "0": "General", "3": "#,##0", "4": "#,##0.00", "49": "@" };

/** The rows of a sheet, each with its cells by column, both from 0. Rows that the sheet leaves out are empty. */
export function cellsOf(opened: OpenedPackage, sheet: string): readonly (readonly (ReadCell | undefined)[])[] {
  const found = sheetsOf(opened).find(({ name }) => name === sheet);
  if (found === undefined) throw new Error(`no sheet ${sheet}`);
  const read = cellReader(opened);
  const rows: (ReadCell | undefined)[][] = [];
  for (const row of descendants(found.xml, "row")) {
    const cells: (ReadCell | undefined)[] = [];
    for (const cell of row.children) cells[columnOf(cell.attributes.get("r") ?? "")] = read(cell);
    rows[Number(row.attributes.get("r")) - 1] = cells;
  }
  return Array.from(rows, (row) => row ?? []);
}

const readers = new WeakMap<OpenedPackage, CellReader>();

/** The reader of a workbook, made once: all its sheets share their texts and looks. */
function cellReader(opened: OpenedPackage): CellReader {
  const known = readers.get(opened) ?? newReader(opened);
  readers.set(opened, known);
  return known;
}

type CellReader = (cell: XmlNode) => ReadCell | undefined;

function newReader(opened: OpenedPackage): CellReader {
  const shared = (opened.xml.get("xl/sharedStrings.xml")?.children ?? []).map(textOf);
  const formats = numberFormats(opened);
  return (cell) => {
    const value = childOf(cell, "v")?.text;
    switch (cell.attributes.get("t") ?? "n") {
      case "s":
        return { type: "text", value: shared[Number(value)] ?? "" };
      case "inlineStr":
        return { type: "text", value: textOf(cell) };
      case "str":
        return { type: "text", value: unescapeText(value ?? "") };
      case "b":
        return { type: "boolean", value: value === "1" };
      default:
        return value === undefined ? undefined : numberCell(Number(value), formats(cell.attributes.get("s")));
    }
  };
}

function numberCell(value: number, format: string): ReadCell {
  if (!/y/.test(format)) return { type: "number", value, format };
  // Day 25,569 of Excel is 1 January 1970.
  return { type: "day", value: new Date((value - 25_569) * 86_400_000).toISOString().replace(/T00:00:00\.000Z$/, "") };
}

function numberFormats({ xml }: OpenedPackage): (style: string | undefined) => string {
  const styles = xml.get("xl/styles.xml");
  if (styles === undefined) throw new Error("no styles");
  const own = new Map(
    [...descendants(styles, "numFmt")].map(({ attributes }) => [attributes.get("numFmtId"), attributes]),
  );
  const looks = childOf(styles, "cellXfs")?.children ?? [];
  return (style) => {
    const id = looks[Number(style ?? 0)]?.attributes.get("numFmtId") ?? "0";
    return own.get(id)?.get("formatCode") ?? builtInFormats[id] ?? `built-in ${id}`;
  };
}

/** All `t` below an element, with Excel's own escapes undone. */
function textOf(node: XmlNode): string {
  return unescapeText([...descendants(node, "t")].map(({ text }) => text).join(""));
}

function unescapeText(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function columnOf(ref: string): number {
  return [...ref.replace(/\d+$/, "")].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
