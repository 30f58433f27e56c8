import { formatCents, formatExact } from "../domain/money.ts";
import { causeText } from "./cause-text.ts";
import { gapSentence } from "./gap-sentence.ts";
import { maskPerson } from "./person-label.ts";
import type { Compared } from "./tables/comparison.ts";

/** The comparison for programs. */
export function comparisonJson(
  { before, after, partners }: Compared,
  { files, mask }: { readonly files: readonly string[]; readonly mask: boolean },
): object {
  const called = (label: string) => (mask ? maskPerson(label) : label);
  return {
    before: side(before),
    after: side(after),
    files,
    partners: partners.map((partner) => ({
      partner_id: partner.change.partnerId,
      partner_name: partner.change.partnerName,
      change: partner.change.kind,
      before: standing(partner.before),
      after: standing(partner.after),
      causes: partner.change.causes.map((cause) => ({
        cause: causeText(cause, called),
        amount_usd: "amount" in cause ? formatExact(cause.amount) : null,
        people: cause.kind === "person" ? cause.people : null,
      })),
    })),
  };
}

function side({ asOf, window, ruleSet, revision, assessments }: Compared["before"]): object {
  return {
    as_of: asOf,
    window_start: window.start,
    window_end: window.end,
    rules: ruleSet.id,
    revision: revision.id,
    partners: assessments.length,
  };
}

function standing(found: Compared["partners"][number]["before"]): object | null {
  if (found === undefined) return null;
  return {
    tier: found.tier,
    next_tier: found.nextTier ?? null,
    next_tier_finding: found.nextTierFinding ?? null,
    consumption_usd: found.consumption === undefined ? null : formatCents(found.consumption),
    people: found.people ?? null,
    gaps: gapSentence(found),
  };
}
