import type JSZip from "jszip";
import type { ChartPlan } from "../chart-plan.ts";
import { chartPart } from "./chart-part.ts";
import { drawingPart } from "./drawing-part.ts";
import { contentTypes, relationshipTypes } from "./namespaces.ts";
import { freePath, putPart, readPart, relationshipsPath, sheetPath } from "./package-parts.ts";
import {
  freeRelationshipId,
  relationshipsPart,
  withContentTypes,
  withDrawing,
  withRelationship,
} from "./package-text.ts";

/** An added part, for the list of content types. */
interface AddedPart {
  readonly path: string;
  readonly contentType: string;
}

const typesPath = "[Content_Types].xml";

/**
 * Adds native charts to a workbook: a part for each chart, a drawing for each sheet with charts.
 *
 * @param workbook - package, changed in place; parts of other sheets stay packed
 * @throws Error when a sheet is missing or already has a drawing: a bug
 */
export async function addCharts(workbook: JSZip, charts: readonly ChartPlan[]): Promise<void> {
  const added: AddedPart[] = [];
  for (const sheet of new Set(charts.map((chart) => chart.sheet))) {
    const own = charts.filter((chart) => chart.sheet === sheet).map((plan) => ({ plan, ...putChart(workbook, plan) }));
    const drawing = putDrawing(workbook, own);
    await linkDrawing(workbook, { sheet, drawing: drawing.path });
    added.push(drawing, ...own);
  }
  if (added.length === 0) return;
  putPart(workbook, typesPath, withContentTypes(await readPart(workbook, typesPath), added));
}

function putChart(workbook: JSZip, plan: ChartPlan): AddedPart {
  const path = freePath(workbook, (number) => `xl/charts/chart${number}.xml`);
  putPart(workbook, path, chartPart(plan));
  return { path, contentType: contentTypes.chart };
}

function putDrawing(
  workbook: JSZip,
  charts: readonly { readonly plan: ChartPlan; readonly path: string }[],
): AddedPart {
  const path = freePath(workbook, (number) => `xl/drawings/drawing${number}.xml`);
  const linked = charts.map((chart, index) => ({ ...chart, relationshipId: `rId${index + 1}` }));
  const relationships = linked.map((chart) => ({
    id: chart.relationshipId,
    type: relationshipTypes.chart,
    target: fromOtherFolder(chart.path),
  }));
  putPart(workbook, path, drawingPart(linked));
  putPart(workbook, relationshipsPath(path), relationshipsPart(relationships));
  return { path, contentType: contentTypes.drawing };
}

async function linkDrawing(
  workbook: JSZip,
  { sheet, drawing }: { readonly sheet: string; readonly drawing: string },
): Promise<void> {
  const path = await sheetPath(workbook, sheet);
  const links = relationshipsPath(path);
  const known = await workbook.file(links)?.async("string");
  const id = freeRelationshipId(known);
  const relationship = { id, type: relationshipTypes.drawing, target: fromOtherFolder(drawing) };
  putPart(workbook, links, withRelationship(known, relationship));
  putPart(workbook, path, withDrawing(await readPart(workbook, path), id));
}

/** Returns a path relative to another folder below `xl/`. */
function fromOtherFolder(path: string): string {
  return path.replace(/^xl\//, "../");
}
