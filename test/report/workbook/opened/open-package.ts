import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import JSZip from "jszip";
import { readXml, type XmlNode } from "./read-xml.ts";

/** A workbook taken apart. */
export interface OpenedPackage {
  /** Every part by its path, those that are no XML too; folders left out. */
  readonly paths: readonly string[];
  readonly xml: ReadonlyMap<string, XmlNode>;
}

/** A relationship with its target as a path in the package. */
export interface ResolvedRelationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/**
 * Takes a workbook apart.
 *
 * @throws Error when a part is not well-formed
 */
export async function openPackage(file: string): Promise<OpenedPackage> {
  const zip = await JSZip.loadAsync(new Uint8Array(await readFile(file)), { checkCRC32: true });
  const paths = Object.values(zip.files).flatMap(({ dir, name }) => (dir ? [] : [name]));
  const xml = new Map<string, XmlNode>();
  for (const path of paths.filter((name) => /\.(xml|rels)$/.test(name))) {
    xml.set(path, readXml((await zip.file(path)?.async("string")) ?? ""));
  }
  return { paths, xml };
}

/** The relationships of a part, by their ids; empty where it has none. */
export function relationshipsOf(opened: OpenedPackage, path: string): ReadonlyMap<string, ResolvedRelationship> {
  const { dir, base } = posix.parse(path);
  const part = opened.xml.get(posix.join(dir, "_rels", `${base}.rels`));
  return new Map(
    (part?.children ?? []).map(({ attributes }) => {
      const id = attributes.get("Id") ?? "";
      const target = attributes.get("Target") ?? "";
      const external = attributes.get("TargetMode") === "External";
      const inside = target.startsWith("/") ? target.slice(1) : posix.join(dir, target);
      const type = attributes.get("Type") ?? "";
      return [id, { id, type, external, target: external ? target : inside }];
    }),
  );
}

/** The sheets in their order: name, path and content. */
export function sheetsOf(opened: OpenedPackage): readonly { name: string; path: string; xml: XmlNode }[] {
  const book = "xl/workbook.xml";
  const links = relationshipsOf(opened, book);
  const sheets = opened.xml.get(book)?.children.find(({ name }) => name === "sheets")?.children ?? [];
  return sheets.map(({ attributes }) => {
    const path = links.get(attributes.get("r:id") ?? "")?.target ?? "";
    const xml = opened.xml.get(path);
    if (xml === undefined) throw new Error(`no part for sheet ${attributes.get("name")}`);
    return { name: attributes.get("name") ?? "", path, xml };
  });
}
