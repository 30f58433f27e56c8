import type { XmlHandler } from "./walk-xml.ts";

/** Formats that every program knows by their number and that show a day: dates, and those of East Asia. */
const isBuiltInDay = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/**
 * Returns whether a number format shows a day: a year, a day of the month or a month. One that shows only a time, or a
 * duration, does not.
 *
 * @example
 * showsDay('[$-409]d-mmm-yy;@') // => true
 * showsDay('[h]:mm" days"') // => false
 */
export function showsDay(format: string): boolean {
  const [positive = ""] = format
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .toLowerCase()
    .replace(/general|am\/pm|a\/p/g, "")
    .split(";");
  return /[yd]|mmm/.test(positive) || (positive.includes("m") && !/[hs]/.test(positive));
}

/** The styles of a workbook as far as they decide what a number means. */
export interface NumberFormats {
  /** Takes the part of the workbook with the styles. */
  readonly handler: XmlHandler;
  /** Returns whether cells of a style show days. */
  readonly isDay: (style: number) => boolean;
}

/** Creates what reads the styles of a workbook. */
export function numberFormats(): NumberFormats {
  const ownFormats = new Map<number, boolean>();
  const styles: number[] = [];
  let inCellStyles = false;
  return {
    handler: {
      open: (name, attributes) => {
        if (name === "numFmt") ownFormats.set(Number(attributes["numFmtId"]), showsDay(attributes["formatCode"] ?? ""));
        if (name === "cellXfs") inCellStyles = true;
        if (name === "xf" && inCellStyles) styles.push(Number(attributes["numFmtId"] ?? 0));
      },
      text: () => {},
      close: (name) => {
        if (name === "cellXfs") inCellStyles = false;
      },
    },
    isDay: (style) => {
      const id = styles[style] ?? 0;
      return ownFormats.get(id) ?? isBuiltInDay(id);
    },
  };
}
