import type { Cause, Change, ChangeKind } from "../domain/change.ts";
import { invariant } from "../domain/invariant.ts";
import type { PartnerSnapshot, Restatement, Snapshot, Standing } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import { moneyCauses, sum } from "./money-causes.ts";
import { peopleCauses } from "./people-causes.ts";
import { restatedMonths } from "./restated-months.ts";
import { pairOf, type RunPair } from "./run-pair.ts";
import { rankOf, verdictCauses } from "./verdict-causes.ts";

/** The differences between a run and an earlier one. */
export interface Comparison {
  /** Sorted by partner id. */
  readonly changes: readonly Change[];
  /** The ledger, continued. */
  readonly restatements: readonly Restatement[];
}

/** A rule that decides how a partner's standing changed; `undefined` if it did not. */
export type ChangeRule = (
  before: PartnerSnapshot | undefined,
  after: PartnerSnapshot | undefined,
) => ChangeKind | undefined;

/**
 * Compares a run with an earlier one: whose standing changed, why, and which closed months were restated.
 *
 * @param rule - `kindOfChange` unless more than tier and finding should be compared
 */
export function compareRuns(before: Snapshot, after: Snapshot, rule: ChangeRule = kindOfChange): Comparison {
  const pair = pairOf(before, after);
  const people = peopleCauses(pair);
  const earlier = new Map(before.partners.map((partner) => [partner.partnerId, partner]));
  const later = new Map(after.partners.map((partner) => [partner.partnerId, partner]));
  const ids = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareCodePoints);
  const changes = ids.flatMap((id) => {
    const partner = { before: earlier.get(id), after: later.get(id) };
    const kind = rule(partner.before, partner.after);
    return kind === undefined ? [] : [changeOf({ ...partner, kind, people: people.get(id) ?? [] }, pair)];
  });
  return { changes, restatements: restatedMonths(pair) };
}

/**
 * Returns how a standing changed; `undefined` if tier and finding are the same. A change of tier outranks a change of
 * the finding for the next one. `unknown` is the lowest finding.
 */
export function kindOfChange(before: Standing | undefined, after: Standing | undefined): ChangeKind | undefined {
  if (before === undefined) return after && "new";
  if (after === undefined) return "gone";
  const rise = rankOf(after) - rankOf(before);
  if (rise !== 0) return rise > 0 ? "promoted" : "demoted";
  const step = nearness(after) - nearness(before);
  if (step === 0) return undefined;
  return step > 0 ? "closer" : "further";
}

function nearness({ nextTierFinding }: Standing): number {
  return nextTierFinding === undefined ? 0 : ["unknown", "short", "close"].indexOf(nextTierFinding);
}

interface ChangedPartner {
  readonly before: PartnerSnapshot | undefined;
  readonly after: PartnerSnapshot | undefined;
  readonly kind: ChangeKind;
  readonly people: readonly Cause[];
}

function changeOf({ before, after, kind, people }: ChangedPartner, pair: RunPair): Change {
  const { partnerId, partnerName } = after ?? before ?? missing();
  const money = moneyCauses({ before, after }, pair);
  const causes = [...money, ...verdictCauses({ before, after }, pair), ...people];
  const change: Change = {
    partnerId,
    partnerName,
    kind,
    before: before && standingOf(before),
    after: after && standingOf(after),
    consumptionBefore: pair.before.consumptionRead && before ? sum(before.amounts) : undefined,
    consumptionAfter: pair.after.consumptionRead && after ? sum(after.amounts) : undefined,
    causes: causes.length > 0 ? causes : [unexplained(kind)],
  };
  assertAddsUp(change);
  return change;
}

function missing(): never {
  throw new Error("a partner of neither run");
}

/** Returns the cause of an otherwise unexplained change. A partner may come or go without consumption or persons. */
function unexplained(kind: ChangeKind): Cause {
  return kind === "new" || kind === "gone" ? { kind: "named", named: kind === "new" } : { kind: "settings" };
}

function standingOf({ tier, nextTier, nextTierFinding }: Standing): Standing {
  return { tier, nextTier, nextTierFinding };
}

function assertAddsUp({ partnerId, consumptionBefore = 0n, consumptionAfter = 0n, causes }: Change): void {
  const explained = causes.reduce((all, cause) => all + ("amount" in cause ? cause.amount : 0n), 0n);
  const addsUp = explained === consumptionAfter - consumptionBefore;
  invariant(addsUp, `the causes of partner ${partnerId} do not add up to its change`);
}
