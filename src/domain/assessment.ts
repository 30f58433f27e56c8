import type { Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { Quantity, RequirementKind, Statement } from "./requirement.ts";
import type { Market, Tier } from "./tier.ts";

/** One clause of a tier as in force on the as-of day, with the threshold for the partner's market. */
export interface Requirement extends Statement {
  /** Stable kebab-case name; reports print it, e.g. `azure-consumption`. */
  readonly id: string;
  /** What its quantities measure, and the words for them. */
  readonly kind: RequirementKind;
}

/** What one requirement concluded for one partner. */
export type Finding =
  | { readonly outcome: "met"; readonly measured: Quantity }
  | { readonly outcome: "close" | "short"; readonly measured: Quantity; readonly gap: Quantity }
  | { readonly outcome: "unknown"; readonly reason: string };

/** One requirement of one tier with its finding. */
export interface TierFinding {
  readonly tier: Tier;
  readonly requirement: Requirement;
  readonly finding: Finding;
}

/** All findings of one partner, and what follows from them (S12). */
export interface Assessment {
  readonly partnerId: string;
  readonly partnerName: string;
  /** As written in the source; empty when no source gives one. */
  readonly country: string;
  readonly market: Market;
  /** Dollars counted inside the window; `undefined` when no consumption export was read at all. */
  readonly consumption: Usd | undefined;
  /** Counted dollars by month of the window; every month is present unless consumption is unknown. */
  readonly months: ReadonlyMap<Month, Usd>;
  /** Months of the window with at least one row of this partner. */
  readonly monthsSeen: number;
  /** Persons by route; `undefined` when no transcript export was read at all. */
  readonly assessmentPeople: number | undefined;
  readonly examPeople: number | undefined;
  /** Persons measured for the next tier's people requirement, or for the highest tier's if the partner holds it. */
  readonly people: number | undefined;
  readonly tier: Tier | "none";
  /** `undefined` when the highest tier is held. */
  readonly nextTier: Tier | undefined;
  readonly nextTierFinding: "close" | "short" | "unknown" | undefined;
  /** Lowest tier first, requirements in the order of the rules; includes the tiers held. */
  readonly findings: readonly TierFinding[];
  /** The tier the partner would hold if persons were counted across routes; absent if that changes nothing. */
  readonly tierIfRoutesMixed?: Tier;
}
