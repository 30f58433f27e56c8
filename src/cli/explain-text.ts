import { alignedTable } from "../domain/aligned-table.ts";
import type { ExplainedClause, ExplainedTier, Explanation } from "../domain/explanation.ts";
import { addDays } from "../domain/window.ts";
import { consumptionText } from "./explain-consumption-text.ts";
import { peopleText } from "./explain-people-text.ts";
import { dollars, indented, missingDollars, plural } from "./explain-words.ts";

/** Why a partner has its verdict, for a person who does not know this program. */
export function explainText(explanation: Explanation): string {
  const { tiers, assessment, consumption, people, run } = explanation;
  const lines = [
    ...headLines(explanation),
    ...tiers.flatMap((tier) => ["", ...tierLines(tier)]),
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

function tierLines({ tier, held, clauses }: ExplainedTier): string[] {
  const lacking = clauses.filter(({ finding }) => finding.outcome !== "met");
  const why = held ? "held: every requirement is met." : `NOT HELD: it lacks ${lacking.map(lack).join(", and ")}.`;
  return [`${tier.toUpperCase()} is ${why}`, ...clauses.flatMap((clause) => indented(clauseLines(clause), 2))];
}

function lack({ requirement, finding }: ExplainedClause): string {
  if (finding.outcome === "unknown")
    return requirement.unit === "usd" ? "consumption exports to judge by" : "transcripts to judge by";
  if (finding.outcome === "met") return "nothing";
  return requirement.unit === "usd"
    ? `${missingDollars(finding.gap)} of consumption`
    : `${plural(Number(finding.gap), "person", "people")} with the right credential`;
}

function clauseLines(clause: ExplainedClause): string[] {
  const { requirement, finding, rule } = clause;
  const title = rule.measure === "consumption" ? "Consumption" : "People";
  const outcome = { met: "met", close: "NOT MET, but close", short: "NOT MET", unknown: "NOT KNOWN" }[finding.outcome];
  const quantity = (value: bigint) =>
    requirement.unit === "usd" ? dollars(value) : plural(Number(value), "person", "people");
  const missing = (value: bigint) => (requirement.unit === "usd" ? missingDollars(value) : quantity(value));
  const facts: string[][] = [
    [
      "  needed",
      `${quantity(requirement.threshold)}${rule.measure === "people" ? " on one of the lists below" : " or more"}`,
    ],
    ["  found", finding.outcome === "unknown" ? finding.reason : quantity(finding.measured)],
    ...("gap" in finding ? [["  missing", missing(finding.gap)]] : []),
    ...clause.routes.map(({ id, persons }) => [
      `  by ${id}`,
      persons.length === 0 ? "nobody" : `${plural(persons.length, "person", "people")}: ${persons.join(", ")}`,
    ]),
    ["  the rule", `"${requirement.quote}"`],
    ...(rule.measure === "consumption"
      ? [["  and", `"${rule.acceptsQuote}"`]]
      : clause.routes.map(({ quote }, index) => [index === 0 ? "  and either" : "  or", `"${quote}"`])),
  ];
  return [`${title}: ${outcome}`, ...alignedTable(facts)];
}
