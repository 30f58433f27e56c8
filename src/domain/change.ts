import type { Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { Standing, Term } from "./snapshot.ts";
import type { Market } from "./tier.ts";

/** How a partner's standing changed. `closer` and `further` are about the next tier, the tier held being the same. */
export type ChangeKind = "promoted" | "demoted" | "closer" | "further" | "new" | "gone";

/** A partner whose tier, or finding for the next tier, is another than in the earlier run, and why. */
export interface Change {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly kind: ChangeKind;
  /** `undefined` for a new partner. */
  readonly before: Standing | undefined;
  /** `undefined` for one that is gone. */
  readonly after: Standing | undefined;
  /** `undefined` where no consumption export was read, or the partner was not there. */
  readonly consumptionBefore: Usd | undefined;
  readonly consumptionAfter: Usd | undefined;
  /** At least one. The amounts add up to what consumption rose or fell by, to the last digit. */
  readonly causes: readonly Cause[];
}

/** What may happen to a person on one route of a partner. */
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

/** One reason why a partner's measures, or what they are compared with, are others than before. */
export type Cause =
  | { readonly kind: "month-left" | "month-entered"; readonly month: Month; readonly amount: Usd }
  /** A month that lies partly in the window, and now with more or fewer of its days (`trailing-days`). */
  | { readonly kind: "days-moved"; readonly month: Month; readonly amount: Usd }
  /** Exports that changed: `from` had the dollars before, `to` have them now; either may be empty. */
  | {
      readonly kind: "restated";
      readonly months: readonly Month[];
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly amount: Usd;
    }
  /** The exports are the same, but are credited otherwise: whichever of the terms changed. */
  | {
      readonly kind: "credited-otherwise";
      readonly terms: readonly Term[];
      readonly months: readonly Month[];
      readonly amount: Usd;
    }
  /** A kind of export is read for the first time, or no longer. */
  | { readonly kind: "coverage"; readonly what: "consumption" | "transcripts"; readonly read: boolean }
  | { readonly kind: "market"; readonly from: Market; readonly to: Market }
  | { readonly kind: "revision"; readonly from: string; readonly to: string }
  | { readonly kind: "settings" }
  /** `person` is `undefined` where it cannot be told who it is: then `people` may be more than one. */
  | {
      readonly kind: "person";
      readonly event: PersonEvent;
      readonly person: string | undefined;
      readonly route: string;
      /** The other partner of a move. */
      readonly partnerId?: string;
      /** Persons more, or fewer, on this route. */
      readonly people: number;
    }
  /** Nothing but that an input names the partner, or none does any more. */
  | { readonly kind: "named"; readonly named: boolean };
