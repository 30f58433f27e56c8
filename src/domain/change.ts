import type { Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { Standing, Term } from "./snapshot.ts";
import type { Market } from "./tier.ts";

/**
 * How a partner's standing changed. `closer` and `further` refer to the next tier, with the tier held unchanged. `unknown`
 * and `known`: nobody can say any more, or can say again, which tier is held; that is neither a promotion nor a demotion.
 */
export type ChangeKind = "promoted" | "demoted" | "closer" | "further" | "unknown" | "known" | "new" | "gone";

/** A partner whose tier, or finding for the next tier, differs from the earlier run, and why. */
export interface Change {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly kind: ChangeKind;
  /** `undefined` for a new partner. */
  readonly before: Standing | undefined;
  /** `undefined` for a partner that is gone. */
  readonly after: Standing | undefined;
  /** `undefined` when it is unknown (S11), or the run has no such partner. */
  readonly consumptionBefore: Usd | undefined;
  readonly consumptionAfter: Usd | undefined;
  /** At least one. The amounts add up to the rise or fall in what was counted, to the last digit. */
  readonly causes: readonly Cause[];
}

/** What can happen to a person on one route of a partner. */
export type PersonEvent =
  | "gained"
  | "lost"
  | "expired"
  | "inactive"
  | "no longer accepted"
  | "newly accepted"
  | "moved to"
  | "moved from"
  | "merged";

/** One reason why a partner's measures, or the thresholds they are compared with, differ from before. */
export type Cause =
  | { readonly kind: "month-left" | "month-entered"; readonly month: Month; readonly amount: Usd }
  /** A month partly inside the window, which now has more or fewer of its days there (`trailing-days`). */
  | { readonly kind: "days-moved"; readonly month: Month; readonly amount: Usd }
  /** Changed exports: `from` had the dollars before, `to` have them now; either list may be empty. */
  | {
      readonly kind: "restated";
      readonly months: readonly Month[];
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly amount: Usd;
    }
  /** The exports are the same but are credited differently, because `terms` changed. */
  | {
      readonly kind: "credited-otherwise";
      readonly terms: readonly Term[];
      readonly months: readonly Month[];
      readonly amount: Usd;
    }
  /** A kind of export is read for the first time, or is no longer read. */
  | { readonly kind: "coverage"; readonly what: "consumption" | "transcripts"; readonly read: boolean }
  /** So many of the partner's rows are rejected that what its next tier asks for is unknown, or no longer so many. */
  | { readonly kind: "rejected-rows"; readonly what: "consumption" | "transcripts"; readonly tooMany: boolean }
  | { readonly kind: "market"; readonly from: Market; readonly to: Market }
  | { readonly kind: "revision"; readonly from: string; readonly to: string }
  | { readonly kind: "settings" }
  /** `person` is `undefined` if it is unknown who it is; `people` may then be more than one. */
  | {
      readonly kind: "person";
      readonly event: PersonEvent;
      readonly person: string | undefined;
      readonly route: string;
      /** The other partner of a move. */
      readonly partnerId?: string;
      /** Persons gained or lost on this route. */
      readonly people: number;
    }
  /** The only change is that an input names the partner, or that none does any more. */
  | { readonly kind: "named"; readonly named: boolean };
