import type { RunReport } from "../../../domain/report.ts";
import type { RuleLine, Unit } from "../../../domain/requirement.ts";
import type { TierRule } from "../../../domain/rules.ts";
import { type Cell, type Column, tableOf } from "../../tables/column.ts";
import type { CellName, TableSheet } from "../sheet-plan.ts";

/** The revision in force, one of its clauses, a credential that a clause names, or an assumption. */
interface RuleRow {
  readonly what: "clause" | "credential" | "assumption" | "revision";
  readonly tier: string;
  readonly requirement: string;
  readonly appliesTo: string;
  readonly threshold: Cell;
  readonly unit: string;
  readonly says: string;
  readonly quote: string;
  readonly source: string;
}

const columns: readonly Column<RuleRow>[] = [
  { name: "what", title: "What it is", width: 13, cell: (row) => ({ kind: "status", value: row.what }) },
  { name: "tier", title: "Tier", width: 9, cell: (row) => ({ kind: "status", value: row.tier }) },
  { name: "requirement", title: "Requirement", width: 20, cell: (row) => ({ kind: "text", value: row.requirement }) },
  { name: "applies_to", title: "Applies to", width: 20, cell: (row) => ({ kind: "text", value: row.appliesTo }) },
  { name: "threshold", title: "Threshold", width: 15, cell: (row) => row.threshold },
  { name: "unit", title: "Unit", width: 9, cell: (row) => ({ kind: "text", value: row.unit }) },
  { name: "says", title: "What it says", width: 60, cell: (row) => ({ kind: "text", value: row.says }) },
  { name: "quote", title: "Programme text", width: 70, cell: (row) => ({ kind: "text", value: row.quote }) },
  { name: "source", title: "Source", width: 54, cell: (row) => ({ kind: "text", value: row.source }) },
];

const noThreshold: Cell = { kind: "count", value: undefined };

/** Plans the sheet of all clauses in force with threshold, unit, quote and source, then the assumptions, marked so. */
export function rulesSheet({ ruleSet, revision, assumptions }: RunReport): TableSheet {
  const { source } = revision;
  const rows: readonly RuleRow[] = [
    {
      ...rowFrom(source),
      what: "revision",
      says: `${ruleSet.competency}, ${ruleSet.option}: revision ${revision.id}, in force ${inForce(revision)}.`,
    },
    ...revision.tiers.flatMap((tier) => tierRows(tier, source)),
    ...assumptions.map(
      (says): RuleRow => ({ ...rowFrom("assumption of this program: confirm it"), what: "assumption", says }),
    ),
  ];
  return {
    layout: "table",
    name: "Rules",
    shows: "Every clause applied, with the programme's own words, and what was assumed.",
    table: tableOf(columns, rows),
    frozenColumns: 3,
    cellNames: rows.flatMap(thresholdName),
  };
}

/** Names the threshold of a row, if it has one, e.g. `threshold_silver_azure_consumption_developed_markets`. */
function thresholdName({ tier, requirement, appliesTo, threshold }: RuleRow, row: number): readonly CellName[] {
  if (threshold.value === undefined) return [];
  const name = ["threshold", tier, requirement, appliesTo].filter((part) => part !== "").join(" ");
  return [{ name, row, column: "threshold" }];
}

function inForce({ from, to }: RunReport["revision"]): string {
  if (from === undefined && to === undefined) return "on any day";
  return [from === undefined ? "" : `from ${from}`, to === undefined ? "" : `to ${to}`].filter(Boolean).join(" ");
}

function rowFrom(source: string): RuleRow {
  const empty = { tier: "", requirement: "", appliesTo: "", unit: "", says: "", quote: "" };
  return { ...empty, what: "clause", threshold: noThreshold, source };
}

function tierRows({ tier, requirements }: TierRule, source: string): readonly RuleRow[] {
  return requirements.flatMap((rule) => {
    const base = { ...rowFrom(source), tier, requirement: rule.id };
    return rule.kind.words.lines(rule).map((line) => lineRow(line, rule.kind.unit, base));
  });
}

function lineRow({ threshold, ...said }: RuleLine, unit: Unit, base: RuleRow): RuleRow {
  if (threshold === undefined) return { ...base, ...said };
  return { ...base, ...said, threshold: { kind: unit.cell, value: threshold }, unit: unit.id };
}
