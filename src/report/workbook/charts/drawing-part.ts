import type { AnchorPoint, ChartPlan } from "../chart-plan.ts";
import { cleanText } from "../clean-text.ts";
import { namespaces } from "./namespaces.ts";
import { element, printPart, type XmlElement } from "./xml.ts";

/** A chart with the relationship by which its sheet's drawing refers to it. */
export interface PlacedChart {
  readonly plan: ChartPlan;
  /** Id in the relationships of the drawing, e.g. `rId1`. */
  readonly relationshipId: string;
}

/** Prints the part `xl/drawings/drawingN.xml` of one sheet (CT_Drawing), which says where its charts are. */
export function drawingPart(charts: readonly PlacedChart[]): string {
  const attributes = { "xmlns:xdr": namespaces.spreadsheetDrawing, "xmlns:a": namespaces.drawing };
  return printPart(element("xdr:wsDr", attributes, ...charts.map(anchor)));
}

function anchor({ plan, relationshipId }: PlacedChart, index: number): XmlElement {
  return element(
    "xdr:twoCellAnchor",
    { editAs: "oneCell" },
    marker("xdr:from", plan.from),
    marker("xdr:to", plan.to),
    // The drawing itself is shape 1.
    graphicFrame(plan, { relationshipId, shapeId: index + 2 }),
    element("xdr:clientData"),
  );
}

/** Builds a point of the sheet (CT_Marker): the corner of a cell, without an offset. */
function marker(name: "xdr:from" | "xdr:to", { column, row }: AnchorPoint): XmlElement {
  return element(
    name,
    {},
    element("xdr:col", {}, String(column)),
    element("xdr:colOff", {}, "0"),
    element("xdr:row", {}, String(row)),
    element("xdr:rowOff", {}, "0"),
  );
}

function graphicFrame(
  { title, altText }: ChartPlan,
  { relationshipId, shapeId }: { readonly relationshipId: string; readonly shapeId: number },
): XmlElement {
  const chart = element("c:chart", {
    "xmlns:c": namespaces.chart,
    "xmlns:r": namespaces.relationships,
    "r:id": relationshipId,
  });
  return element(
    "xdr:graphicFrame",
    { macro: "" },
    element(
      "xdr:nvGraphicFramePr",
      {},
      element("xdr:cNvPr", { id: shapeId, name: title, descr: cleanText(altText) }),
      element("xdr:cNvGraphicFramePr"),
    ),
    element("xdr:xfrm", {}, element("a:off", { x: 0, y: 0 }), element("a:ext", { cx: 0, cy: 0 })),
    element("a:graphic", {}, element("a:graphicData", { uri: namespaces.chart }, chart)),
  );
}
