import { invariant } from "../../../domain/invariant.ts";
import { namespaces } from "./namespaces.ts";
import { element, printElement, printPart } from "./xml.ts";

/** A relationship from one part of a package to another. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** Path relative to the folder of the part that the relationship starts from. */
  readonly target: string;
}

/** Elements that follow `drawing` in a worksheet (CT_Worksheet of ECMA-376), in order. */
const afterDrawing: ReadonlySet<string> = new Set([
  "legacyDrawing",
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
]);

/** A tag with its attributes, whose quoted values may contain any character. */
const tags = /<(?<closes>\/?)(?<name>[A-Za-z_][\w:.-]*)(?:"[^"]*"|'[^']*'|[^'">])*?(?<empty>\/?)>/g;

/**
 * Adds the drawing of a sheet to its part, where the schema requires it.
 *
 * @param sheetXml - worksheet with `r` bound to relationships, as exceljs writes it
 * @throws Error when the sheet already has a drawing: a bug
 */
export function withDrawing(sheetXml: string, relationshipId: string): string {
  const drawing = printElement(element("drawing", { "r:id": relationshipId }));
  const at = placeOfDrawing(sheetXml);
  return sheetXml.slice(0, at) + drawing + sheetXml.slice(at);
}

/** Returns where the first child that has to follow `drawing` begins, else where the worksheet ends. */
function placeOfDrawing(sheetXml: string): number {
  let depth = 0;
  for (const { index, groups } of sheetXml.matchAll(tags)) {
    const name = groups?.["name"] ?? "";
    if (groups?.["closes"] !== "") {
      depth -= 1;
      if (depth === 0) return index;
      continue;
    }
    invariant(depth !== 1 || name !== "drawing", "the sheet already has a drawing");
    if (depth === 1 && afterDrawing.has(name)) return index;
    if (groups["empty"] === "") depth += 1;
  }
  throw new Error("the worksheet has no end");
}

/** Adds the content types of parts to `[Content_Types].xml`. */
export function withContentTypes(
  typesXml: string,
  parts: readonly { readonly path: string; readonly contentType: string }[],
): string {
  const overrides = parts.map(({ path, contentType }) =>
    printElement(element("Override", { PartName: `/${path}`, ContentType: contentType })),
  );
  return beforeEnd(typesXml, "</Types>", overrides.join(""));
}

/** Adds a relationship to a part of relationships, or creates the part. */
export function withRelationship(relationshipsXml: string | undefined, relationship: Relationship): string {
  if (relationshipsXml === undefined) return relationshipsPart([relationship]);
  return beforeEnd(relationshipsXml, "</Relationships>", printElement(relationshipElement(relationship)));
}

/** Prints a whole part of relationships. */
export function relationshipsPart(relationships: readonly Relationship[]): string {
  const attributes = { xmlns: namespaces.packageRelationships };
  return printPart(element("Relationships", attributes, ...relationships.map(relationshipElement)));
}

/** Returns the first of `rId1`, `rId2`, … that a part of relationships does not use yet. */
export function freeRelationshipId(relationshipsXml: string | undefined): string {
  const used = new Set([...(relationshipsXml ?? "").matchAll(/\bId="([^"]*)"/g)].map(([, id]) => id));
  let number = 1;
  while (used.has(`rId${number}`)) number += 1;
  return `rId${number}`;
}

function relationshipElement({ id, type, target }: Relationship) {
  return element("Relationship", { Id: id, Type: type, Target: target });
}

function beforeEnd(xml: string, end: string, addition: string): string {
  const at = xml.lastIndexOf(end);
  invariant(at !== -1, `no ${end} in a part of the workbook`);
  return xml.slice(0, at) + addition + xml.slice(at);
}
