import type { Assessment } from "../../../domain/assessment.ts";
import type { RunReport } from "../../../domain/report.ts";
import type { Candidate } from "../../missing-share.ts";
import { figuresOf } from "../../summary-figures.ts";
import { furthestShare, wholeShare } from "../../threshold-share.ts";
import type { ChartBlock, ChartPoint } from "../chart-blocks.ts";

const closestShown = 15;
/** Most characters of a partner's name that fit beside a bar. */
const nameLength = 26;

/**
 * Returns what the charts of the summary show: partners by tier, by distance to the next tier, and the closest ones.
 *
 * @param candidates - all partners with a known gap, the closest first
 */
export function summaryCharts(report: RunReport, candidates: readonly Candidate[]): readonly ChartBlock[] {
  return [byTier(report), byDistance(report.assessments, candidates), ...closest(candidates)];
}

function byTier(report: RunReport): ChartBlock {
  const { gold, silver, none, unknown: unjudged } = figuresOf(report);
  return {
    title: "Partners by tier",
    shape: "columns",
    categoryAxis: "Tier held",
    valueAxis: "Partners (number)",
    valueFormat: "#,##0",
    altText: `Columns: ${gold} partners hold gold, ${silver} silver, ${none} no tier; of ${unjudged} it is unknown.`,
    headers: ["Tier held", "Partners"],
    points: [count("Gold", gold), count("Silver", silver), count("No tier", none), count("Unknown", unjudged)],
  };
}

/** Upper ends of the distances, in whole percent, with their names. */
const distances: readonly (readonly [bigint, string])[] = [
  [5n, "up to 5 %"],
  [10n, "over 5 to 10 %"],
  [20n, "over 10 to 20 %"],
  [50n, "over 20 to 50 %"],
];
const beyond = "over 50 %";
const unknown = "not known";

function byDistance(assessments: readonly Assessment[], candidates: readonly Candidate[]): ChartBlock {
  const below = assessments.filter(({ nextTier }) => nextTier !== undefined).length;
  const names = candidates.map(({ missing }) => distanceName(missing.largest));
  const counts = [...distances.map(([, name]) => name), beyond].map((name) =>
    count(name, names.filter((other) => other === name).length),
  );
  return {
    title: "Partners by distance to their next tier",
    shape: "columns",
    categoryAxis: "Missing, of the threshold furthest away (%)",
    valueAxis: "Partners (number)",
    valueFormat: "#,##0",
    altText: `Columns: of ${below} partners that can reach a higher tier, how many lack how much of the requirement that is furthest away.`,
    headers: ["Missing", "Partners"],
    points: [...counts, count(unknown, below - candidates.length)],
  };
}

function distanceName(missing: bigint): string {
  return distances.find(([end]) => missing * 100n <= end * wholeShare)?.[1] ?? beyond;
}

/** Returns no chart where no partner has a known gap: a chart needs something to show. */
function closest(candidates: readonly Candidate[]): readonly ChartBlock[] {
  const points = candidates.slice(0, closestShown).map(({ assessment }) => point(assessment));
  if (points.length === 0) return [];
  return [
    {
      title: "Closest to their next tier",
      shape: "bars",
      categoryAxis: "Partner (next tier)",
      valueAxis: "Reached, of the threshold furthest away (%)",
      valueFormat: "0.0%",
      valueMax: 1,
      altText: `Bars: for the ${points.length} partners closest to their next tier, how much of the requirement furthest away is reached; ${points[0]?.category} comes first.`,
      headers: ["Partner (next tier)", "Reached"],
      points,
    },
  ];
}

function point(assessment: Assessment): ChartPoint {
  const name = assessment.partnerName === "" ? assessment.partnerId : assessment.partnerName;
  const value = furthestShare(assessment);
  return { category: `${shorten(name)} (${assessment.nextTier})`, value: { kind: "percent", value } };
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= nameLength ? name : `${characters.slice(0, nameLength - 1).join("")}…`;
}

function count(category: string, value: number): ChartPoint {
  return { category, value: { kind: "count", value } };
}
