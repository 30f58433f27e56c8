import type { Day } from "../domain/day.ts";
import type { RunReport } from "../domain/report.ts";
import { type TierHeld, tierRank } from "../domain/tier.ts";

/** Numbers of partners whose tier on a future month-end differs from the one they hold now. */
export interface MonthEndFigures {
  readonly monthEnd: Day;
  /** Partners with a lower tier than now, at the run rate. */
  readonly atRisk: number;
  /** Partners with a lower tier than now, if nothing enters. */
  readonly atRiskIfNothingEnters: number;
  /** Partners with a higher tier than now, at the run rate. */
  readonly higher: number;
}

/** Counts partners on each month-end; a month-end without rules in force has no tiers, so nobody is counted on it. */
export function outlookFigures({ assessments, outlook }: RunReport): readonly MonthEndFigures[] {
  const held = new Map(assessments.map(({ partnerId, tier }) => [partnerId, tier]));
  return outlook.monthEnds.map((monthEnd, index) => {
    const steps = outlook.partners.map(({ partnerId, lines }) => {
      const now = held.get(partnerId);
      const step = (then: TierHeld | undefined) => stepBetween(now, then);
      return { rate: step(lines["run-rate"][index]?.tier), zero: step(lines.zero[index]?.tier) };
    });
    return {
      monthEnd,
      atRisk: steps.filter(({ rate }) => rate < 0).length,
      atRiskIfNothingEnters: steps.filter(({ zero }) => zero < 0).length,
      higher: steps.filter(({ rate }) => rate > 0).length,
    };
  });
}

/** Returns how many tiers higher a partner stands then; 0 where either tier is unknown, or no rules are in force. */
function stepBetween(now: TierHeld | undefined, then: TierHeld | undefined): number {
  if (now === undefined || then === undefined || now === "unknown" || then === "unknown") return 0;
  return tierRank(then) - tierRank(now);
}
