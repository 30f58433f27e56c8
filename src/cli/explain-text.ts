import { alignedTable } from "../domain/aligned-table.ts";
import type { ExplainedClause, ExplainedTier, Explanation } from "../domain/explanation.ts";
import type { Usd } from "../domain/money.ts";
import { addDays } from "../domain/window.ts";
import { consumptionText } from "./explain-consumption-text.ts";
import { peopleText } from "./explain-people-text.ts";
import { dollars, exactDollars, indented, missingDollars, plural } from "./explain-words.ts";

/** Why a partner has its verdict, for a person who does not know this program. */
export function explainText(explanation: Explanation): string {
  const { tiers, assessment, consumption, people, run } = explanation;
  const lines = [
    ...headLines(explanation),
    ...tiers.flatMap((tier) => ["", ...tierLines(tier, explanation)]),
    "",
    ...consumptionText(consumption, explanation.window),
    "",
    ...peopleText(people, { asOf: run.asOf, partnerId: assessment.partnerId }),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines({ assessment, run, window, rules }: Explanation): string[] {
  const { partnerId, partnerName, country, market, tier, nextTier, nextTierFinding } = assessment;
  const next =
    nextTier === undefined
      ? "there is no tier above it"
      : `next tier: ${nextTier}, ${findings[nextTierFinding ?? "unknown"]}`;
  return [
    `${[partnerId, partnerName].filter(Boolean).join(" ")} as of ${run.asOf}: ${tier === "none" ? "no tier" : tier}; ${next}.`,
    "",
    ...alignedTable([
      ["  Market", `${market}${country === "" ? ", since no country is known" : ` (${country})`}`],
      ["  Window", `${window.start} to ${addDays(window.end, -1)}: what counts is what was used on these days`],
      ["  Rules", `${rules.id}, revision ${rules.revision}`],
      ["  Source", rules.source],
      ["  Report", run.folder],
    ]),
  ];
}

const findings = {
  close: "which is close",
  short: "which is still far",
  unknown: "about which nothing can be said, since exports are missing",
} as const;

function tierLines({ tier, held, clauses }: ExplainedTier, explanation: Explanation): string[] {
  const lacking = clauses.filter(({ finding }) => finding.outcome !== "met");
  const why = held ? "held: every requirement is met." : `NOT HELD: it lacks ${lacking.map(lack).join(", and ")}.`;
  return [
    `${tier.toUpperCase()} is ${why}`,
    ...clauses.flatMap((clause) => indented(clauseLines(clause, explanation), 2)),
  ];
}

function lack({ requirement, finding }: ExplainedClause): string {
  if (finding.outcome === "unknown")
    return requirement.unit === "usd" ? "consumption exports to judge by" : "transcripts to judge by";
  if (finding.outcome === "met") return "nothing";
  return requirement.unit === "usd"
    ? `${missingDollars(finding.gap)} of consumption`
    : `${plural(Number(finding.gap), "person", "people")} with the right credential`;
}

function clauseLines(clause: ExplainedClause, explanation: Explanation): string[] {
  const { finding, rule } = clause;
  const title = rule.measure === "consumption" ? "Consumption" : "People";
  const outcome = { met: "met", close: "NOT MET, but close", short: "NOT MET", unknown: "NOT KNOWN" }[finding.outcome];
  return [
    `${title}: ${outcome}`,
    ...(rule.measure === "people" ? peopleFacts(clause, explanation) : dollarFacts(clause, explanation)),
  ];
}

function dollarFacts(
  { requirement, finding, rule }: ExplainedClause,
  { assessment: { market }, tiers }: Explanation,
): string[] {
  if (rule.measure !== "consumption") return [];
  const byMarket = rule.threshold.developed.usd !== rule.threshold.emerging.usd;
  const thresholds = tiers.flatMap(({ clauses }) => clauses.map((clause) => clause.requirement));
  const isJustBelow = (usd: Usd) =>
    thresholds.some(({ unit, threshold }) => unit === "usd" && usd < threshold && dollars(usd) === dollars(threshold));
  const inWords = (usd: Usd) => (isJustBelow(usd) ? exactDollars : dollars)(usd);
  const found = finding.outcome === "unknown" ? finding.reason : inWords(finding.measured);
  return alignedTable([
    ["  needed", `${dollars(requirement.threshold)} or more${byMarket ? `, since the market is ${market}` : ""}`],
    ["  found", found],
    ...("gap" in finding ? [["  missing", missingDollars(finding.gap)]] : []),
    ["  the rule", `"${requirement.quote}"`],
    ["  and", `"${rule.acceptsQuote}"`],
  ]);
}

function peopleFacts({ requirement, finding, routes }: ExplainedClause, { mixRoutes }: Explanation): string[] {
  const people = (count: number | bigint) => plural(Number(count), "person", "people");
  const single = routes.length === 1;
  const where = single
    ? ""
    : mixRoutes
      ? " on the lists below together"
      : ` on one of the lists below${requirement.threshold > 1n ? "; they are not added up" : ""}`;
  const unmet = finding.outcome !== "met";
  return [
    ...alignedTable([
      ["  needed", `${people(requirement.threshold)}${where}`],
      ["  found", finding.outcome === "unknown" ? finding.reason : people(finding.measured)],
      ...("gap" in finding ? [["  missing", people(finding.gap)]] : []),
      ...routes.map(({ id, persons }) => [
        `  by ${id}`,
        persons.length === 0 ? "nobody" : `${people(persons.length)}: ${persons.join(", ")}`,
      ]),
      ["  the rule", `"${requirement.quote}"`],
      ...routes.map(({ quote }, index) => [index === 0 ? "  and" : "  or", `"${quote}"`]),
    ]),
    ...(unmet
      ? routes.flatMap(({ id, accepted }) => [`  accepted by ${id}:`, ...accepted.map((title) => `    ${title}`)])
      : []),
  ];
}
