import { alignedTable } from "../domain/aligned-table.ts";
import type { ExplainedClause, ExplainedTier, Explanation } from "../domain/explanation.ts";
import type { Quantity, RequirementKind, Unit } from "../domain/requirement.ts";
import type { TierHeld } from "../domain/tier.ts";
import { addDays } from "../domain/window.ts";
import { foundUnknown, lackingUnknown } from "../requirements/unknown.ts";
import { consumptionText } from "./explain-consumption-text.ts";
import { peopleText } from "./explain-people-text.ts";
import { indented } from "./explain-words.ts";

/** Explains a partner's verdict to a person who does not know this program. */
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
    `${[partnerId, partnerName].filter(Boolean).join(" ")} as of ${run.asOf}: ${heldInWords(tier)}; ${next}.`,
    "",
    ...alignedTable([
      ["  Market", `${market}${country === "" ? ", since no country is known" : ` (${country})`}`],
      ["  Window", `${window.start} to ${addDays(window.end, -1)}: consumption on these days counts`],
      ["  Rules", `${rules.id}, revision ${rules.revision}`],
      ["  Source", rules.source],
      ["  Report", run.folder],
    ]),
  ];
}

function heldInWords(tier: TierHeld): string {
  return tier === "none" ? "no tier" : tier === "unknown" ? "tier unknown" : tier;
}

const findings = {
  close: "which is close",
  short: "which is still far",
  unknown: "which is unknown: exports are missing, or too many rows were rejected",
} as const;

function tierLines({ tier, held, clauses }: ExplainedTier, explanation: Explanation): string[] {
  const lacking = clauses.filter(({ finding }) => finding.outcome !== "met");
  const verdict = lacking.every(({ finding }) => finding.outcome === "unknown") ? "NOT KNOWN" : "NOT HELD";
  const why = held ? "held: every requirement is met." : `${verdict}: it lacks ${lacking.map(lack).join(", and ")}.`;
  return [
    `${tier.toUpperCase()} is ${why}`,
    ...clauses.flatMap((clause) => indented(clauseLines(clause, explanation), 2)),
  ];
}

function lack({ requirement: { kind }, finding }: ExplainedClause): string {
  if (finding.outcome === "unknown") return lackingUnknown(kind, finding.rejected);
  return finding.outcome === "met" ? "nothing" : kind.words.lacking(finding.gap);
}

function clauseLines(clause: ExplainedClause, explanation: Explanation): string[] {
  const { finding, rule, routes } = clause;
  const outcome = { met: "met", close: "NOT MET, but close", short: "NOT MET", unknown: "NOT KNOWN" }[finding.outcome];
  const accepted = finding.outcome === "met" ? [] : routes;
  return [
    `${rule.kind.words.title}: ${outcome}`,
    ...alignedTable(clauseFacts(clause, explanation)),
    ...accepted.flatMap(({ id, accepted: titles }) => [
      `  accepted by ${id}:`,
      ...titles.map((title) => `    ${title}`),
    ]),
  ];
}

function clauseFacts({ requirement, finding, rule, routes }: ExplainedClause, explanation: Explanation): string[][] {
  const { mixRoutes, assessment, tiers } = explanation;
  const { unit, words } = rule.kind;
  const asked = { threshold: requirement.threshold, market: assessment.market, mixRoutes };
  const found =
    finding.outcome === "unknown"
      ? foundUnknown(requirement.kind, finding.rejected)
      : unit.measuredInWords(finding.measured, thresholdsOf(tiers, requirement.kind));
  return [
    ["  needed", words.needed(rule, asked)],
    ["  found", found],
    ...("gap" in finding ? [["  missing", unit.gapInWords(finding.gap)]] : []),
    ...routes.map(({ id, persons }) => [`  by ${id}`, personsInWords(persons, unit)]),
    ["  the rule", `"${requirement.quote}"`],
    ...words.alsoQuoted(rule).map((quote, index) => [index === 0 ? "  and" : "  or", `"${quote}"`]),
  ];
}

function thresholdsOf(tiers: readonly ExplainedTier[], kind: RequirementKind): Quantity[] {
  const requirements = tiers.flatMap(({ clauses }) => clauses.map(({ requirement }) => requirement));
  return requirements.filter((requirement) => requirement.kind === kind).map(({ threshold }) => threshold);
}

function personsInWords(persons: readonly string[], unit: Unit): string {
  if (persons.length === 0) return "nobody";
  return `${unit.inWords(BigInt(persons.length))}: ${persons.join(", ")}`;
}
