import type { ChartPlan, ChartRange } from "../chart-plan.ts";
import { cleanText } from "../clean-text.ts";
import { axisIds, categoryAxis, valueAxis } from "./chart-axes.ts";
import { chartColours, solidFill, textLooks, textProperties, titleElement } from "./chart-text.ts";
import { namespaces } from "./namespaces.ts";
import { element, printPart, setting, type XmlElement } from "./xml.ts";

/**
 * Prints the part `xl/charts/chartN.xml` of one chart (CT_ChartSpace): a title, one series of bars in the accent colour
 * with their values beside them, two axes with titles. The chart refers to the cells; their values are stored beside
 * the reference, for programs that draw before they calculate.
 */
export function chartPart(plan: ChartPlan): string {
  return printPart(
    element(
      "c:chartSpace",
      { "xmlns:c": namespaces.chart, "xmlns:a": namespaces.drawing, "xmlns:r": namespaces.relationships },
      setting("c:date1904", 0),
      setting("c:roundedCorners", 0),
      chart(plan),
      element("c:spPr", {}, solidFill("FFFFFF"), element("a:ln", {}, element("a:noFill"))),
    ),
  );
}

function chart(plan: ChartPlan): XmlElement {
  return element(
    "c:chart",
    {},
    titleElement(plan.title, textLooks.title),
    setting("c:autoTitleDeleted", 0),
    element("c:plotArea", {}, element("c:layout"), barChart(plan), categoryAxis(plan), valueAxis(plan)),
    setting("c:plotVisOnly", 0),
    setting("c:dispBlanksAs", "gap"),
  );
}

function barChart(plan: ChartPlan): XmlElement {
  return element(
    "c:barChart",
    {},
    setting("c:barDir", plan.shape === "bars" ? "bar" : "col"),
    setting("c:grouping", "clustered"),
    setting("c:varyColors", 0),
    series(plan),
    setting("c:gapWidth", 60),
    setting("c:axId", axisIds.category),
    setting("c:axId", axisIds.value),
  );
}

function series({ series: name, categories, values, valueFormat }: ChartPlan): XmlElement {
  return element(
    "c:ser",
    {},
    setting("c:idx", 0),
    setting("c:order", 0),
    element("c:tx", {}, stringReference(name)),
    element("c:spPr", {}, solidFill(chartColours.accent)),
    setting("c:invertIfNegative", 0),
    valueLabels(valueFormat),
    element("c:cat", {}, stringReference(categories)),
    element("c:val", {}, numberReference(values, valueFormat)),
  );
}

function valueLabels(format: string): XmlElement {
  return element(
    "c:dLbls",
    {},
    element("c:numFmt", { formatCode: format, sourceLinked: 0 }),
    element("c:spPr", {}, element("a:noFill"), element("a:ln", {}, element("a:noFill"))),
    textProperties(textLooks.labels),
    setting("c:dLblPos", "outEnd"),
    setting("c:showLegendKey", 0),
    setting("c:showVal", 1),
    setting("c:showCatName", 0),
    setting("c:showSerName", 0),
    setting("c:showPercent", 0),
    setting("c:showBubbleSize", 0),
  );
}

function stringReference({ ref, values }: ChartRange<string>): XmlElement {
  const points = values.map((value, index) => point(index, cleanText(value)));
  const cache = element("c:strCache", {}, setting("c:ptCount", values.length), ...points);
  return element("c:strRef", {}, element("c:f", {}, ref), cache);
}

function numberReference({ ref, values }: ChartRange<number>, format: string): XmlElement {
  const points = values.map((value, index) => point(index, String(value)));
  const head = [element("c:formatCode", {}, format), setting("c:ptCount", values.length)];
  return element("c:numRef", {}, element("c:f", {}, ref), element("c:numCache", {}, ...head, ...points));
}

function point(index: number, value: string): XmlElement {
  return element("c:pt", { idx: index }, element("c:v", {}, value));
}
