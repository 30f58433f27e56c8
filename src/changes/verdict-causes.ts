import type { Cause } from "../domain/change.ts";
import type { PartnerSnapshot } from "../domain/snapshot.ts";
import { type Tier, tierRank, tiers } from "../domain/tier.ts";
import type { RunPair } from "./run-pair.ts";

/** Returns why a partner with the same measures may get another verdict; only for a partner in both runs. */
export function verdictCauses(
  { before, after }: { readonly before: PartnerSnapshot | undefined; readonly after: PartnerSnapshot | undefined },
  pair: RunPair,
): Cause[] {
  if (before === undefined || after === undefined) return [];
  const causes = [...coverage(pair), ...rejectedRows(before, after)];
  if (before.market !== after.market) causes.push({ kind: "market", from: before.market, to: after.market });
  const [rulesBefore, rulesAfter] = [pair.before.rules, pair.after.rules];
  // The effect of a new market on thresholds is not due to the revision.
  const [was, is] = [rulesBefore.requirements[after.market], rulesAfter.requirements[after.market]];
  if (tiersBetween(before, after).some((tier) => was[tier] !== is[tier])) {
    causes.push({ kind: "revision", from: nameOf(rulesBefore), to: nameOf(rulesAfter) });
  }
  if (rulesBefore.settings !== rulesAfter.settings) causes.push({ kind: "settings" });
  return causes;
}

/** Returns the tiers gained or lost; if there are none, the next tier. */
function tiersBetween(before: PartnerSnapshot, after: PartnerSnapshot): Tier[] {
  const [low, high] = [tierRank(before.tier), tierRank(after.tier)].sort((a, b) => a - b);
  const between = tiers.filter((_, rank) => rank > (low ?? -1) && rank <= (high ?? -1));
  return between.length > 0 || after.nextTier === undefined ? between : [after.nextTier];
}

function nameOf({ id, revision }: RunPair["before"]["rules"]): string {
  return `${id} ${revision}`;
}

function coverage({ before, after }: RunPair): Cause[] {
  const causes: Cause[] = [];
  if (before.consumptionRead !== after.consumptionRead) {
    causes.push({ kind: "coverage", what: "consumption", read: after.consumptionRead });
  }
  if (before.transcriptsRead !== after.transcriptsRead) {
    causes.push({ kind: "coverage", what: "transcripts", read: after.transcriptsRead });
  }
  return causes;
}

/** Returns what has become unknown because too many of a partner's rows are rejected, and what is known again. */
function rejectedRows(before: PartnerSnapshot, after: PartnerSnapshot): Cause[] {
  return (["consumption", "transcripts"] as const).flatMap((what): Cause[] => {
    const tooMany = after.unknown.includes(what);
    return before.unknown.includes(what) === tooMany ? [] : [{ kind: "rejected-rows", what, tooMany }];
  });
}
