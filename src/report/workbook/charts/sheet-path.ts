import type JSZip from "jszip";
import { readPart } from "./package-parts.ts";

/**
 * Finds the part that holds a sheet, as the workbook and its relationships name it.
 *
 * @param name - of the sheet, without signs that XML escapes
 * @throws Error when there is no such sheet: a bug
 */
export async function sheetPath(workbook: JSZip, name: string): Promise<string> {
  const sheets = attributesOf(await readPart(workbook, "xl/workbook.xml"), "sheet");
  const id = sheets.find((sheet) => sheet.get("name") === name)?.get("r:id");
  const links = attributesOf(await readPart(workbook, "xl/_rels/workbook.xml.rels"), "Relationship");
  const target = links.find((link) => link.get("Id") === id)?.get("Target");
  if (id === undefined || target === undefined) throw new Error(`no sheet ${name} in the workbook`);
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** The attributes of every element of a name. */
function attributesOf(xml: string, name: string): readonly ReadonlyMap<string, string>[] {
  const found = xml.matchAll(new RegExp(`<${name}\\s([^>]*)>`, "g"));
  return [...found].map(
    ([, attributes = ""]) =>
      new Map([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value])),
  );
}
