import type { Cause, Change, ChangeKind } from "../domain/change.ts";
import { invariant } from "../domain/invariant.ts";
import type { Usd } from "../domain/money.ts";
import type { PartnerSnapshot, Restatement, Snapshot, Standing } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import { isTier, tierRank } from "../domain/tier.ts";
import { moneyCauses, type PartnerPair, sum } from "./money-causes.ts";
import { peopleCauses } from "./people-causes.ts";
import { restatedMonths } from "./restated-months.ts";
import { pairOf, type RunPair } from "./run-pair.ts";
import { verdictCauses } from "./verdict-causes.ts";

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
 * the finding for the next one. `unknown` is the lowest finding, but no tier: from it and to it nobody moves (S11).
 */
export function kindOfChange(before: Standing | undefined, after: Standing | undefined): ChangeKind | undefined {
  if (before === undefined) return after && "new";
  if (after === undefined) return "gone";
  if (before.tier !== after.tier && after.tier === "unknown") return "unknown";
  if (before.tier !== after.tier && before.tier === "unknown") return "known";
  const rise = tierRank(after.tier) - tierRank(before.tier);
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
    consumptionBefore: pair.before.consumptionRead ? consumptionOf(before) : undefined,
    consumptionAfter: pair.after.consumptionRead ? consumptionOf(after) : undefined,
    causes: causes.length > 0 ? causes : [unexplained(kind)],
  };
  assertAddsUp(change, { before, after });
  return change;
}

/** Returns the consumption that a run reported; `undefined` where it was unknown although something was counted. */
function consumptionOf(partner: PartnerSnapshot | undefined): Usd | undefined {
  if (partner === undefined) return undefined;
  const isUnknown = partner.unknown.includes("consumption") && !isTier(partner.tier);
  return isUnknown ? undefined : sum(partner.amounts);
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

function assertAddsUp({ partnerId, causes }: Change, { before, after }: PartnerPair): void {
  const explained = causes.reduce((all, cause) => all + ("amount" in cause ? cause.amount : 0n), 0n);
  const addsUp = explained === sum(after?.amounts ?? []) - sum(before?.amounts ?? []);
  invariant(addsUp, `the causes of partner ${partnerId} do not add up to its change`);
}
