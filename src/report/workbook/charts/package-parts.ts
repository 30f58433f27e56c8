import type JSZip from "jszip";
import { invariant } from "../../../domain/invariant.ts";

/** Date of every part: the first day that a zip can hold, so that two runs give the same bytes. */
const partDay = new Date("1980-01-01T00:00:00Z");

/**
 * Reads a part as text.
 *
 * @throws Error when the workbook lacks it: a bug
 */
export async function readPart(workbook: JSZip, path: string): Promise<string> {
  const part = workbook.file(path);
  invariant(part !== null, `no part ${path} in the workbook`);
  return await part.async("string");
}

/** Adds a part or replaces it. */
export function putPart(workbook: JSZip, path: string, xml: string): void {
  workbook.file(path, xml, { createFolders: false });
}

/** Returns the path of the part that lists the relationships of a part. */
export function relationshipsPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return `${path.slice(0, slash)}/_rels${path.slice(slash)}.rels`;
}

/** Returns the first path of a series, counted from 1, that has no part yet. */
export function freePath(workbook: JSZip, path: (number: number) => string): string {
  let number = 1;
  while (workbook.file(path(number)) !== null) number += 1;
  return path(number);
}

/** Gives all parts the same date. */
export function fixDays(workbook: JSZip): void {
  for (const part of Object.values(workbook.files)) part.date = partDay;
}

/**
 * Finds the path of the part that holds a sheet, from the workbook and its relationships.
 *
 * @param name - name of the sheet, without characters that XML escapes
 * @throws Error when there is no such sheet: a bug
 */
export async function sheetPath(workbook: JSZip, name: string): Promise<string> {
  const sheets = attributesOf(await readPart(workbook, "xl/workbook.xml"), "sheet");
  const id = sheets.find((sheet) => sheet.get("name") === name)?.get("r:id");
  const links = attributesOf(await readPart(workbook, "xl/_rels/workbook.xml.rels"), "Relationship");
  const target = links.find((link) => link.get("Id") === id)?.get("Target");
  invariant(id !== undefined && target !== undefined, `no sheet ${name} in the workbook`);
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** Returns the attributes of every element with a name. */
function attributesOf(xml: string, name: string): readonly ReadonlyMap<string, string>[] {
  const found = xml.matchAll(new RegExp(`<${name}\\s([^>]*)>`, "g"));
  return [...found].map(
    ([, attributes = ""]) =>
      new Map([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value])),
  );
}
