import { childOrders } from "./child-orders.ts";
import { type OpenedPackage, relationshipsOf, sheetsOf } from "./open-package.ts";
import { cellsOf } from "./read-cells.ts";
import { childOf, descendants, type XmlNode } from "./read-xml.ts";

/** What would make Excel offer to repair a workbook, a line each; empty when there is nothing. */
export function packageFaults(opened: OpenedPackage): readonly string[] {
  return [
    ...orderFaults(opened),
    ...relationshipFaults(opened),
    ...contentTypeFaults(opened),
    ...nameFaults(opened),
    ...tableFaults(opened),
    ...sheetFaults(opened),
    ...noteFaults(opened),
  ];
}

function orderFaults({ xml }: OpenedPackage): readonly string[] {
  const faults: string[] = [];
  const visit = (path: string, node: XmlNode): void => {
    const order = path.startsWith("xl/theme/") ? undefined : childOrders[node.name]?.split(" ");
    const places = order === undefined ? [] : node.children.map(({ name }) => order.indexOf(name));
    if (places.some((place, index) => place === -1 || place < (places[index - 1] ?? 0))) {
      faults.push(`${path}: children of ${node.name}: ${node.children.map(({ name }) => name).join(" ")}`);
    }
    for (const child of node.children) visit(path, child);
  };
  for (const [path, root] of xml) visit(path, root);
  return faults;
}

function relationshipFaults(opened: OpenedPackage): readonly string[] {
  return [...opened.xml].flatMap(([path, root]) => {
    if (path.endsWith(".rels")) return twice(root.children.map(idOf("Id"))).map((id) => `${path}: ${id} twice`);
    const known = relationshipsOf(opened, path);
    const missing = [...known.values()].filter(({ external, target }) => !external && !opened.paths.includes(target));
    const used = [...usedIds(root)].filter((id) => !known.has(id));
    return [
      ...missing.map(({ target }) => `${path}: leads to ${target}, which is not there`),
      ...used.map((id) => `${path}: uses ${id}, which is no relationship`),
    ];
  });
}

function* usedIds(node: XmlNode): Generator<string> {
  for (const [key, value] of node.attributes) if (/^r:(id|embed|link)$/.test(key)) yield value;
  for (const child of node.children) yield* usedIds(child);
}

function contentTypeFaults({ paths, xml }: OpenedPackage): readonly string[] {
  const types = xml.get("[Content_Types].xml")?.children ?? [];
  const overrides = types.flatMap(({ attributes }) => attributes.get("PartName")?.slice(1) ?? []);
  const endings = new Set(types.flatMap(({ attributes }) => attributes.get("Extension") ?? []));
  const bare = paths.filter((path) => /^(xl|docProps)\/.*\.xml$/.test(path) && !overrides.includes(path));
  const others = paths.filter((path) => path !== "[Content_Types].xml");
  const unknown = others.filter((path) => !overrides.includes(path) && !endings.has(path.split(".").at(-1) ?? ""));
  return [
    ...overrides.filter((path) => !paths.includes(path)).map((path) => `content type of ${path}, which is not there`),
    ...twice(overrides).map((path) => `two content types of ${path}`),
    ...bare.map((path) => `${path} is only called XML`),
    ...unknown.map((path) => `no content type of ${path}`),
  ];
}

function nameFaults(opened: OpenedPackage): readonly string[] {
  const sheets = sheetsOf(opened).map(({ name }) => name);
  const book = opened.xml.get("xl/workbook.xml");
  const names = book === undefined ? [] : [...descendants(book, "definedName")];
  const ids = [...(book === undefined ? [] : descendants(book, "sheet"))].map(idOf("sheetId"));
  return [
    ...twice(sheets.map((name) => name.toLowerCase())).map((name) => `two sheets ${name}`),
    ...sheets.filter((name) => name.length > 31 || /[[\]:*?/\\]|^'|'$/.test(name)).map((name) => `sheet name ${name}`),
    ...twice(ids).map((id) => `two sheets of id ${id}`),
    ...twice(
      names.map(({ attributes }) => `${attributes.get("name")?.toLowerCase()} ${attributes.get("localSheetId")}`),
    ),
    ...names.filter(({ attributes }) => !/^[A-Za-z_\\][\w.]*$/.test(attributes.get("name") ?? "")).map(idOf("name")),
    ...names.filter(({ text }) => text.includes("#REF")).map(({ text }) => `defined name of ${text}`),
  ];
}

function tableFaults(opened: OpenedPackage): readonly string[] {
  const tables = sheetsOf(opened).flatMap((sheet) =>
    [...descendants(sheet.xml, "tablePart")].map((part) => {
      const id = part.attributes.get("r:id") ?? "";
      const table = opened.xml.get(relationshipsOf(opened, sheet.path).get(id)?.target ?? "");
      if (table === undefined) throw new Error(`no table ${id} of ${sheet.name}`);
      return { sheet, table };
    }),
  );
  return [
    ...twice(tables.map(({ table }) => idOf("id")(table))).map((id) => `two tables of id ${id}`),
    ...twice(tables.map(({ table }) => idOf("displayName")(table).toLowerCase())).map((name) => `two tables ${name}`),
    ...tables.flatMap(({ sheet, table }) => headerFaults(opened, sheet.name, table)),
    ...tables
      .filter(
        ({ sheet, table }) =>
          childOf(table, "autoFilter") !== undefined && childOf(sheet.xml, "autoFilter") !== undefined,
      )
      .map(({ sheet }) => `${sheet.name}: filtered by its table and by itself`),
  ];
}

function headerFaults(opened: OpenedPackage, sheet: string, table: XmlNode): readonly string[] {
  const columns = [...descendants(table, "tableColumn")].map(idOf("name"));
  const top = Number(/\d+/.exec(idOf("ref")(table))?.[0]);
  const header = (cellsOf(opened, sheet)[top - 1] ?? []).slice(0, columns.length).map((cell) => cell?.value);
  const differs = columns.some((name, index) => name.replaceAll("_x000a_", "\n") !== header[index]);
  return [
    ...twice(columns.map((name) => name.toLowerCase())).map((name) => `${sheet}: two columns ${name}`),
    ...(differs ? [`${sheet}: table columns ${columns.join("|")} over cells ${header.join("|")}`] : []),
  ];
}

function sheetFaults(opened: OpenedPackage): readonly string[] {
  const styles = opened.xml.get("xl/styles.xml");
  const looks = (styles && childOf(styles, "cellXfs")?.children.length) ?? 0;
  return sheetsOf(opened).flatMap(({ name, xml }) => {
    const rows = [...descendants(xml, "row")].map(({ attributes }) => Number(attributes.get("r")));
    const links = [...descendants(xml, "hyperlink")];
    const bars = [...descendants(xml, "dataBar")];
    return [
      ...(rows.some((row, index) => row <= (rows[index - 1] ?? 0)) ? [`${name}: rows out of order`] : []),
      ...(links.length > 65_530 ? [`${name}: ${links.length} links`] : []),
      ...twice(links.map(idOf("ref"))).map((cell) => `${name}: two links in ${cell}`),
      ...(bars.some(({ children }) => children.length !== 3) ? [`${name}: a data bar lacks ends or colour`] : []),
      ...[...descendants(xml, "c")]
        .filter((c) => Number(c.attributes.get("s") ?? 0) >= looks)
        .map(() => `${name}: style`),
      ...(xml.children.some((child) => child.name === "mergeCells") ? [`${name}: merged cells`] : []),
    ];
  });
}

/** exceljs gives the notes of every sheet the same shape numbers, so that only one sheet may have some. */
function noteFaults({ paths }: OpenedPackage): readonly string[] {
  const notes = paths.filter((path) => path.endsWith(".vml"));
  return notes.length > 1 ? [`notes on ${notes.length} sheets`] : [];
}

function idOf(key: string): (node: XmlNode) => string {
  return ({ attributes }) => attributes.get(key) ?? "";
}

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
