import { formatCents, formatExact, formatGapCents, type Usd } from "../domain/money.ts";
import type { OutlookPoint, TierNeed } from "../domain/outlook.ts";
import type { WhatIfAnswer } from "../jobs/what-if.ts";

type Prospects = WhatIfAnswer["present"];

/** Returns the answer for programs. Amounts are text, in cents as reports print them; needed ones are rounded up. */
export function whatIfJson({ asOf, window, monthEnds, added, present, changed }: WhatIfAnswer): object {
  return {
    as_of: asOf,
    window_start: window.start,
    window_end: window.end,
    added: {
      usd: formatExact(added.usd),
      in_month: added.usd === 0n ? null : added.month,
      people: added.people,
      credential: added.credential?.key ?? null,
    },
    now: standing(present, monthEnds),
    with: standing(changed, monthEnds),
  };
}

function standing({ assessment, outlook, ways }: Prospects, monthEnds: readonly string[]): object {
  return {
    partner_id: assessment.partnerId,
    partner_name: assessment.partnerName,
    tier: assessment.tier,
    next_tier: assessment.nextTier ?? null,
    next_tier_finding: assessment.nextTierFinding ?? null,
    consumption_usd: cents(assessment.consumption),
    people: assessment.people ?? null,
    run_rate_usd: cents(outlook.runRate),
    lost_from: dates(outlook.lostFrom),
    reaches_next_tier: dates(outlook.reachesNextTier),
    keep: need(outlook.keep),
    reach: need(outlook.reach),
    outlook: monthEnds.map((day, index) => ({
      month_end: day,
      run_rate: point(outlook.lines["run-rate"][index]),
      zero: point(outlook.lines.zero[index]),
    })),
    ways_to_next_tier: ways.map((way) =>
      way.kind === "now"
        ? { by: way.by, usd_now: formatGapCents(way.usd), people: way.people }
        : {
            by: way.by,
            usd_per_month: formatGapCents(way.usdPerMonth),
            extra_usd_per_month: formatGapCents(way.extraPerMonth),
            people: way.people,
          },
    ),
  };
}

function cents(usd: Usd | undefined): string | null {
  return usd === undefined ? null : formatCents(usd);
}

function dates(lines: Prospects["outlook"]["lostFrom"]): object {
  return { run_rate: lines["run-rate"] ?? null, zero: lines.zero ?? null };
}

function need(wanted: TierNeed | undefined): object | null {
  if (wanted === undefined) return null;
  const { tier, by, usdPerMonth, missingPeople } = wanted;
  return {
    tier,
    by,
    usd_per_month: usdPerMonth === undefined ? null : formatGapCents(usdPerMonth),
    missing_people: missingPeople ?? null,
  };
}

function point(found: OutlookPoint | undefined): object {
  return { projected_usd: cents(found?.usd), people: found?.people ?? null, tier: found?.tier ?? null };
}
