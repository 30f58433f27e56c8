/** Namespaces of the parts that a chart is made of (ECMA-376, transitional). */
export const namespaces = {
  chart: "http://schemas.openxmlformats.org/drawingml/2006/chart",
  drawing: "http://schemas.openxmlformats.org/drawingml/2006/main",
  spreadsheetDrawing: "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
  relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  packageRelationships: "http://schemas.openxmlformats.org/package/2006/relationships",
} as const;

/** Content types of the added parts. */
export const contentTypes = {
  chart: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
  drawing: "application/vnd.openxmlformats-officedocument.drawing+xml",
} as const;

/** Types of the relationships that lead from a sheet to a chart. */
export const relationshipTypes = {
  chart: `${namespaces.relationships}/chart`,
  drawing: `${namespaces.relationships}/drawing`,
} as const;
