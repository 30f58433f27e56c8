import { gapSentence } from "../../gap-sentence.ts";
import type { Candidate } from "../../missing-share.ts";
import { furthestShare } from "../../threshold-share.ts";
import type { PartnerPlaces } from "../partner-places.ts";
import { type PageRow, placed, type RangeName } from "../sheet-plan.ts";
import { heading } from "./summary-layout.ts";

const closestShown = 10;
const titles = ["Partner ID", "Partner", "Tier", "Next tier", "Finding", "Reached", "What is missing"];
const titleRows = 2;

/**
 * Lists the partners closest to their next tier with what they need, and names their cells, counted from the first row.
 *
 * @param candidates - all partners with a known gap, the closest first
 */
export function closestRows(
  candidates: readonly Candidate[],
  places: PartnerPlaces,
): { readonly rows: readonly PageRow[]; readonly names: readonly RangeName[] } {
  const closest = candidates.slice(0, closestShown);
  const title = heading("Closest to their next tier");
  if (closest.length === 0)
    return {
      rows: [title, [placed("For no partner is everything known that the next tier requires.", "fact")]],
      names: [],
    };
  return {
    rows: [
      title,
      titles.map((text) => placed(text, text === "Reached" ? "header-right" : "header")),
      ...closest.map((candidate) => closestRow(candidate, places)),
    ],
    names: [
      {
        name: "Closest partners",
        top: titleRows + 1,
        bottom: titleRows + closest.length,
        left: 1,
        right: titles.length,
      },
    ],
  };
}

function closestRow({ assessment }: Candidate, places: PartnerPlaces): PageRow {
  const link = places.find("Partners", assessment.partnerId);
  return [
    { ...placed(assessment.partnerId), ...(link === undefined ? {} : { link }) },
    placed(assessment.partnerName),
    { cell: { kind: "status", value: assessment.tier } },
    { cell: { kind: "status", value: assessment.nextTier } },
    { cell: { kind: "status", value: assessment.nextTierFinding } },
    { cell: { kind: "percent", value: furthestShare(assessment) } },
    placed(gapSentence(assessment)),
  ];
}
