import { alignedTable } from "../domain/aligned-table.ts";
import { dollars, gapDollars } from "../domain/dollars.ts";
import type { Usd } from "../domain/money.ts";
import type { OutlookPoint } from "../domain/outlook.ts";
import type { WhatIfAnswer } from "../jobs/what-if.ts";

type Added = WhatIfAnswer["added"];
type Prospects = WhatIfAnswer["present"];
type Way = Prospects["ways"][number];

/** Returns the text to print: the partner's tier now, on future month-ends, and the ways to its next tier. */
export function whatIfText({ asOf, window, monthEnds, added, present, changed }: WhatIfAnswer): string {
  const { partnerId, partnerName } = present.assessment;
  const something = added.usd !== 0n || added.people > 0;
  const columns = something ? [present, changed] : [present];
  const heads = something ? ["now", `with ${addedInWords(added)}`] : ["now"];
  const lines = [
    `${[partnerId, partnerName].filter(Boolean).join(" ")}, as of ${asOf}, window ${window.start} up to and without ${window.end}`,
    "",
    ...alignedTable([["", ...heads], ...facts(columns)]),
    "",
    "Coming month-ends, at the run rate | if nothing enters:",
    ...alignedTable(
      monthEnds.map((day, index) => [
        `  ${day}`,
        ...columns.map(({ outlook }) => {
          const [rate, zero] = [outlook.lines["run-rate"][index], outlook.lines.zero[index]];
          return `${pointInWords(rate)} | ${pointInWords(zero)}`;
        }),
      ]),
    ),
    ...waysInWords(something ? changed : present),
  ];
  return `${lines.join("\n")}\n`;
}

function addedInWords({ usd, month, people, credential }: Added): string {
  const parts = [
    ...(usd === 0n ? [] : [`${dollars(usd)} in ${month}`]),
    ...(people === 0 ? [] : [`${persons(people)} passing ${credential?.key ?? ""}`]),
  ];
  return parts.join(" and ");
}

function facts(standings: readonly Prospects[]): string[][] {
  const row = (name: string, of: (standing: Prospects) => string) => [name, ...standings.map(of)];
  return [
    row("Tier", ({ assessment }) => assessment.tier),
    row("Next tier", ({ assessment: { nextTier, nextTierFinding } }) =>
      nextTier === undefined ? "-" : `${nextTier} (${nextTierFinding})`,
    ),
    row("Consumption", ({ assessment }) => orUnknown(assessment.consumption)),
    row("People", ({ assessment }) => String(assessment.people ?? "unknown")),
    row("  by assessments", ({ assessment }) => String(assessment.assessmentPeople ?? "unknown")),
    row("  by exams", ({ assessment }) => String(assessment.examPeople ?? "unknown")),
    row("Run rate a month", ({ outlook }) => orUnknown(outlook.runRate)),
    row("Tier lost from", ({ outlook }) => outlook.lostFrom["run-rate"] ?? "-"),
    row("  if nothing enters", ({ outlook }) => outlook.lostFrom.zero ?? "-"),
    row("  to keep it", ({ outlook }) => needInWords(outlook.keep)),
    row("Next tier reached", ({ outlook }) => outlook.reachesNextTier["run-rate"] ?? "-"),
    row("  to reach it", ({ outlook }) => needInWords(outlook.reach)),
  ];
}

function needInWords(need: Prospects["outlook"]["keep"]): string {
  if (need?.usdPerMonth === undefined || need.missingPeople === undefined) return "-";
  const people = need.missingPeople === 0 ? "" : ` and ${persons(need.missingPeople)} more`;
  return `${gapDollars(need.usdPerMonth)} a month up to ${need.by}${people}`;
}

function pointInWords(point: OutlookPoint | undefined): string {
  if (point === undefined) return "";
  return `${orUnknown(point.usd)} ${point.tier ?? "(no rules in force)"}`;
}

function waysInWords({ assessment, ways }: Prospects): string[] {
  if (assessment.nextTier === undefined) return [];
  if (ways.length === 0)
    return [
      "",
      `The ways to ${assessment.nextTier} are not known: no export was read, too many rows were rejected, or no rules are in force.`,
    ];
  return ["", `Ways to ${assessment.nextTier}, cheapest first:`, ...ways.map((way) => `  ${wayInWords(way)}`)];
}

function wayInWords(way: Way): string {
  const people = way.people === 0 ? "" : ` and ${persons(way.people)} more`;
  if (way.kind === "now") {
    const dollarsNow = way.usd === 0n ? "no more consumption" : `${gapDollars(way.usd)} more within the window`;
    return `at once (${way.by}): ${dollarsNow}${people}`;
  }
  const extra =
    way.extraPerMonth === 0n ? "the run rate is enough" : `${gapDollars(way.extraPerMonth)} more than the run rate`;
  return `by ${way.by}: ${gapDollars(way.usdPerMonth)} a month, ${extra}${people}`;
}

function persons(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

function orUnknown(usd: Usd | undefined): string {
  return usd === undefined ? "unknown" : dollars(usd);
}
