import type { ChartPlan } from "../chart-plan.ts";
import { chartColours, solidFill, textLooks, textProperties, titleElement } from "./chart-text.ts";
import { element, setting, type XmlElement } from "./xml.ts";

/** Ids by which the two axes refer to each other; they have to be unique only within their chart. */
export const axisIds = { category: 1, value: 2 } as const;

/** Largest value up to which an axis of whole numbers is marked at each one, so that no mark reads half a partner. */
const countedOneByOne = 10;

/** Builds the axis of the categories (CT_CatAx). Horizontal bars have the first category on top, as in the cells. */
export function categoryAxis({ shape, categoryAxis: title }: ChartPlan): XmlElement {
  const lying = shape === "bars";
  return element(
    "c:catAx",
    {},
    setting("c:axId", axisIds.category),
    element("c:scaling", {}, setting("c:orientation", lying ? "maxMin" : "minMax")),
    setting("c:delete", 0),
    setting("c:axPos", lying ? "l" : "b"),
    titleElement(title, { ...textLooks.axisTitle, upwards: lying }),
    element("c:numFmt", { formatCode: "General", sourceLinked: 0 }),
    setting("c:majorTickMark", "none"),
    setting("c:minorTickMark", "none"),
    setting("c:tickLblPos", "low"),
    lineProperties(),
    textProperties(textLooks.labels),
    setting("c:crossAx", axisIds.value),
    setting("c:crosses", "autoZero"),
    setting("c:auto", 0),
    setting("c:lblAlgn", "ctr"),
    setting("c:lblOffset", 100),
    setting("c:noMultiLvlLbl", 1),
  );
}

/**
 * Builds the axis of the values (CT_ValAx), which starts at zero unless a value is below it. With horizontal bars it
 * stays at the bottom.
 */
export function valueAxis(plan: ChartPlan): XmlElement {
  const lying = plan.shape === "bars";
  return element(
    "c:valAx",
    {},
    setting("c:axId", axisIds.value),
    scaling(plan),
    setting("c:delete", 0),
    setting("c:axPos", lying ? "b" : "l"),
    titleElement(plan.valueAxis, { ...textLooks.axisTitle, upwards: !lying }),
    element("c:numFmt", { formatCode: plan.valueFormat, sourceLinked: 0 }),
    setting("c:majorTickMark", "out"),
    setting("c:minorTickMark", "none"),
    setting("c:tickLblPos", "nextTo"),
    lineProperties(),
    textProperties(textLooks.labels),
    setting("c:crossAx", axisIds.category),
    setting("c:crosses", lying ? "max" : "autoZero"),
    setting("c:crossBetween", "between"),
    ...majorUnit(plan),
  );
}

function scaling({ values: { values }, valueMax }: ChartPlan): XmlElement {
  return element(
    "c:scaling",
    {},
    setting("c:orientation", "minMax"),
    ...(valueMax === undefined ? [] : [setting("c:max", valueMax)]),
    ...(values.every((value) => value >= 0) ? [setting("c:min", 0)] : []),
  );
}

function majorUnit({ values: { values }, valueMax }: ChartPlan): readonly XmlElement[] {
  const few = values.every((value) => Number.isInteger(value) && value <= countedOneByOne);
  return valueMax === undefined && few ? [setting("c:majorUnit", 1)] : [];
}

function lineProperties(): XmlElement {
  return element("c:spPr", {}, element("a:ln", { w: 9_525 }, solidFill(chartColours.line)));
}
