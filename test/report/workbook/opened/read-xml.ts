/** An XML element as it stands in a part. */
export interface XmlNode {
  /** With its prefix, as written. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  /** The text directly inside it. */
  readonly text: string;
}

interface OpenNode extends XmlNode {
  readonly children: XmlNode[];
  text: string;
}

const token =
  /<\?xml [^>]*\?>\s*|<(?<closes>\/?)(?<name>[A-Za-z_][\w:.-]*)(?<attributes>(?:\s+[\w:.-]+="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;
const attribute = /(?<key>[\w:.-]+)="(?<value>[^"]*)"/g;
const notAllowed =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads a part of a workbook: a small reader of its own, so that the library that wrote it does not judge itself.
 * It knows what such parts consist of, and refuses everything else.
 *
 * @throws Error when the part is not well-formed
 */
export function readXml(xml: string): XmlNode {
  const root: OpenNode = { name: "", attributes: new Map(), children: [], text: "" };
  const open: OpenNode[] = [root];
  token.lastIndex = 0;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    const groups = token.exec(xml)?.groups;
    if (groups === undefined) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 60)}`);
    take(groups, open);
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0 || root.text.trim() !== "") {
    throw new Error(`not one element with an end: ${open.map(({ name }) => name).join("/")}`);
  }
  return only;
}

function take(groups: Readonly<Record<string, string | undefined>>, open: OpenNode[]): void {
  const { name, text, closes, empty, attributes = "" } = groups;
  const parent = open.at(-1);
  if (parent === undefined) throw new Error("more ends than beginnings");
  if (text !== undefined) parent.text += unescapeXml(text);
  if (name === undefined) return;
  if (closes === "/") {
    if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
    open.pop();
    return;
  }
  const node: OpenNode = { name, attributes: attributesOf(attributes), children: [], text: "" };
  parent.children.push(node);
  if (empty === "") open.push(node);
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { groups } of text.matchAll(attribute)) {
    const { key = "", value = "" } = groups ?? {};
    if (found.has(key)) throw new Error(`attribute ${key} twice`);
    found.set(key, unescapeXml(value));
  }
  return found;
}

function unescapeXml(text: string): string {
  const odd = notAllowed.exec(text);
  if (odd !== null) throw new Error(`not allowed in XML: ${JSON.stringify(odd[0])}`);
  return text.replace(/&(#x?)?(\w+);/g, (_all, number: string | undefined, word: string) => {
    if (number === undefined) return entities[word] ?? "";
    return String.fromCodePoint(Number.parseInt(word, number === "#" ? 10 : 16));
  });
}

/** Every element of a name below an element, at any depth. */
export function* descendants(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}

/** The first child of a name. */
export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}
