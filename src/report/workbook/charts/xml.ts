/** An XML element as plain values; text is escaped when it is printed. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** In the order of the schema. */
  readonly children: readonly (XmlElement | string)[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Builds an element; the children are passed in the order of the schema. */
export function element(
  name: string,
  attributes: XmlElement["attributes"] = {},
  ...children: XmlElement["children"]
): XmlElement {
  return { name, attributes, children };
}

/** Builds `<name val="…"/>`, which is how DrawingML writes most settings. */
export function setting(name: string, val: string | number): XmlElement {
  return element(name, { val });
}

/** Prints a whole part of a package, declaration included. */
export function printPart(root: XmlElement): string {
  return declaration + printElement(root);
}

/** Prints one element. */
export function printElement({ name, attributes, children }: XmlElement): string {
  const start = name + Object.entries(attributes).map(printAttribute).join("");
  if (children.length === 0) return `<${start}/>`;
  const inside = children.map((child) => (typeof child === "string" ? escapeText(child) : printElement(child)));
  return `<${start}>${inside.join("")}</${name}>`;
}

function printAttribute([name, value]: readonly [string, string | number]): string {
  // A literal line end inside an attribute would be read as a space.
  return ` ${name}="${escapeText(String(value)).replaceAll("\n", "&#10;")}"`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}
