import type { Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { RejectedShare } from "./rejected-share.ts";
import type { Quantity, RequirementKind, Statement } from "./requirement.ts";
import type { Market, Tier, TierHeld } from "./tier.ts";

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
  | {
      readonly outcome: "unknown";
      /** The partner's rows, too many of which were rejected; `undefined` when no export was read at all. */
      readonly rejected: RejectedShare | undefined;
    };

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
  /**
   * Measured dollars; `undefined` where they are unknown (S11). Where a tier is held they are at least that, even if it is
   * unknown whether they suffice for the next one.
   */
  readonly consumption: Usd | undefined;
  /** Dollars counted inside the window, known to be all or not; `undefined` when no consumption export was read at all. */
  readonly counted: Usd | undefined;
  /** `counted` by month of the window; every month is present unless no consumption export was read. */
  readonly months: ReadonlyMap<Month, Usd>;
  /** Months of the window with at least one row of this partner. */
  readonly monthsSeen: number;
  /** Rejected rows of consumption and transcripts that could matter to this partner (S11). */
  readonly rowsRejected: number;
  /** Persons by route; `undefined` when unknown for the next tier, as `people`. */
  readonly assessmentPeople: number | undefined;
  readonly examPeople: number | undefined;
  /** Persons measured for the next tier's people requirement, or for the highest tier's if the partner holds it. */
  readonly people: number | undefined;
  readonly tier: TierHeld;
  /** The lowest where it is unknown which tier is held; `undefined` when the highest is held. */
  readonly nextTier: Tier | undefined;
  readonly nextTierFinding: "close" | "short" | "unknown" | undefined;
  /** Lowest tier first, requirements in the order of the rules; includes the tiers held. */
  readonly findings: readonly TierFinding[];
  /** The tier the partner would hold if persons were counted across routes; absent if that changes nothing. */
  readonly tierIfRoutesMixed?: Tier;
}
