import type { Cause } from "../domain/change.ts";
import type { PartnerSnapshot } from "../domain/snapshot.ts";
import type { RunPair } from "./run-pair.ts";

/** Why a partner with the same measures may be judged otherwise; only for one that is in both runs. */
export function verdictCauses(
  { before, after }: { readonly before: PartnerSnapshot | undefined; readonly after: PartnerSnapshot | undefined },
  pair: RunPair,
): Cause[] {
  if (before === undefined || after === undefined) return [];
  const causes = coverage(pair);
  if (before.market !== after.market) causes.push({ kind: "market", from: before.market, to: after.market });
  const [rulesBefore, rulesAfter] = [pair.before.rules, pair.after.rules];
  // What a market change does to the threshold is not the revision's doing.
  if (rulesBefore.requirements[after.market] !== rulesAfter.requirements[after.market]) {
    causes.push({ kind: "revision", from: nameOf(rulesBefore), to: nameOf(rulesAfter) });
  }
  if (rulesBefore.settings !== rulesAfter.settings) causes.push({ kind: "settings" });
  return causes;
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
