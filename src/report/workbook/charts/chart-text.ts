import { accent } from "../palette.ts";
import { element, setting, type XmlElement } from "./xml.ts";

/** Colours of the charts, RGB: the accent of the sheets, and a grey whose contrast on white is over 4.5 to 1. */
export const chartColours = { accent: accent.slice(-6), text: "404040", line: "BFBFBF" } as const;

/** Look of a text of a chart. */
export interface TextLook {
  /** In hundredths of a point. */
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  /** Whether the text is turned to read upwards, as the title of a vertical axis. */
  readonly upwards?: boolean;
}

/** Looks of the texts of a chart. */
export const textLooks = {
  title: { size: 1300, bold: true, colour: chartColours.accent },
  axisTitle: { size: 900, bold: false, colour: chartColours.text },
  labels: { size: 900, bold: false, colour: chartColours.text },
} as const satisfies Readonly<Record<string, TextLook>>;

/** Builds a `c:title` (CT_Title: tx, layout, overlay) that is placed beside what it names, never over it. */
export function titleElement(text: string, look: TextLook): XmlElement {
  const run = element("a:r", {}, runProperties("a:rPr", look), element("a:t", {}, text));
  const paragraph = element("a:p", {}, element("a:pPr", {}, runProperties("a:defRPr", look)), run);
  const rich = element("c:rich", {}, bodyProperties(look), element("a:lstStyle"), paragraph);
  return element("c:title", {}, element("c:tx", {}, rich), setting("c:overlay", 0));
}

/** Builds a `c:txPr` (CT_TextBody: bodyPr, lstStyle, p), the look of the labels of an axis or of values. */
export function textProperties(look: TextLook): XmlElement {
  const paragraph = element(
    "a:p",
    {},
    element("a:pPr", {}, runProperties("a:defRPr", look)),
    element("a:endParaRPr", { lang: "en-US" }),
  );
  return element("c:txPr", {}, bodyProperties(look), element("a:lstStyle"), paragraph);
}

/** Builds a solid fill of one colour. */
export function solidFill(colour: string): XmlElement {
  return element("a:solidFill", {}, setting("a:srgbClr", colour));
}

function bodyProperties({ upwards = false }: TextLook): XmlElement {
  // `rot` is in 60,000ths of a degree.
  return element("a:bodyPr", upwards ? { rot: -5_400_000, vert: "horz" } : {});
}

function runProperties(name: "a:rPr" | "a:defRPr", { size, bold, colour }: TextLook): XmlElement {
  const language = name === "a:rPr" ? { lang: "en-US" } : {};
  return element(
    name,
    { ...language, sz: size, b: bold ? 1 : 0 },
    solidFill(colour),
    element("a:latin", { typeface: "Calibri" }),
  );
}
