import type { ExplainedClause, Explanation } from "../domain/explanation.ts";
import { formatExact, type Usd } from "../domain/money.ts";

/** Returns the explanation for programs, with names as in the CSV files and dollars as text with all ten places. */
export function explainJson({ run, window, rules, assessment, tiers, consumption, people }: Explanation): object {
  const { partnerId, partnerName, country, market, tier, nextTier, nextTierFinding } = assessment;
  return {
    run: { as_of: run.asOf, run_id: run.runId, folder: run.folder },
    window: { start: window.start, end: window.end },
    rules,
    partner: { partner_id: partnerId, partner_name: partnerName, country, market },
    tier,
    next_tier: nextTier ?? null,
    next_tier_finding: nextTierFinding ?? null,
    tiers: tiers.map((each) => ({ tier: each.tier, held: each.held, requirements: each.clauses.map(clauseJson) })),
    consumption: {
      measured_usd: consumption.measured === undefined ? null : formatExact(consumption.measured),
      customers: consumption.customers,
      subscriptions: consumption.subscriptions,
      months: consumption.months.map(withUsd),
      files: consumption.files.map(({ firstLine, lastLine, ...file }) => ({
        ...withUsd(file),
        first_line: firstLine,
        last_line: lastLine,
      })),
      streams: consumption.streams.map(({ subscription, customer, kind, ...stream }) => ({
        subscription_id: subscription,
        customer_id: customer,
        association: kind,
        ...withUsd(stream),
      })),
      not_counted: consumption.notCounted.map(({ kind, replacedBy, ...left }) => ({
        ...withUsd(left),
        association: kind,
        replaced_by: replacedBy,
      })),
      largest_rows: largestRows(consumption.rows, 100).map(({ subscription, customer, kind, ...row }) => ({
        ...withUsd(row),
        customer_id: customer,
        subscription_id: subscription,
        association: kind,
      })),
      rows: consumption.rows.length,
    },
    people: {
      read: people.read,
      persons: people.persons.map(({ label, countsFor, rows }) => ({
        person: label,
        counts_for: countsFor,
        credentials: rows.map(({ completedOn, expiresOn, key, ...row }) => ({
          ...row,
          key: key ?? null,
          completed_on: completedOn,
          expires_on: expiresOn ?? null,
        })),
      })),
    },
  };
}

/** Returns the rows with the most dollars, positive or negative; rows with equal amounts keep their order. */
export function largestRows<Row extends { readonly usd: Usd }>(rows: readonly Row[], count: number): Row[] {
  const size = ({ usd }: Row) => (usd < 0n ? -usd : usd);
  return rows.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1)).slice(0, count);
}

function withUsd<Part extends { readonly usd: Usd }>({ usd, ...rest }: Part) {
  return { ...rest, usd: formatExact(usd) };
}

function clauseJson({ requirement, finding, rule, routes }: ExplainedClause): object {
  const { unit, words } = rule.kind;
  return {
    requirement: requirement.id,
    unit: unit.id,
    finding: finding.outcome,
    required: unit.toJson(requirement.threshold),
    measured: finding.outcome === "unknown" ? null : unit.toJson(finding.measured),
    missing: "gap" in finding ? unit.toJson(finding.gap) : null,
    quote: requirement.quote,
    ...words.toJson(rule),
    ...(routes.length === 0 ? {} : { routes }),
  };
}
