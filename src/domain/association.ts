import type { Day } from "./day.ts";

/** All kinds of association, in the order that settles a tie between two streams (S7). */
export const associationKinds = ["dpor", "tpor", "csp-tier-1", "csp-tier-2", "pal", "cpor", "end-customer"] as const;

/** What credits a partner with a customer's consumption. */
export type AssociationKind = (typeof associationKinds)[number];

/** One line of `associations.csv`: a partner credited with a subscription, or with a whole customer (S5). */
export interface Association {
  /** Empty where the line says that nobody is credited with what no other line matches. */
  readonly partnerId: string;
  /** Tenant id; empty where the line names only a subscription. */
  readonly customerId: string;
  /** Subscription id. If it is given, the line matches by subscription only. */
  readonly subscriptionId: string;
  /** Absent only where nobody is credited. */
  readonly kind?: AssociationKind;
  /** First day that counts, inclusive; absent = always was. */
  readonly from?: Day;
  /** Last day that counts, inclusive; absent = still is. */
  readonly to?: Day;
}
