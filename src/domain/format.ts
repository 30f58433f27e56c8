import type { AssociationKind } from "./association.ts";

/** What a column of a consumption export means to this program. */
export const consumptionRoles = [
  "partner",
  "reseller",
  "customer",
  "subscription",
  "day",
  "amountUsd",
  "amount",
  "currency",
  "pricingCurrency",
  "rate",
  "association",
  "tenant",
  "invoice",
  "partnerName",
  "partnerCountry",
  "customerCountry",
] as const;
export type ConsumptionRole = (typeof consumptionRoles)[number];

/** What a column of a transcript export means to this program. */
export const transcriptRoles = [
  "mcpId",
  "email",
  "otherEmail",
  "userId",
  "partner",
  "partnerName",
  "partnerCountry",
  "activityId",
  "title",
  "completedOn",
  "expiresOn",
  "result",
  "status",
] as const;
export type TranscriptRole = (typeof transcriptRoles)[number];

/** Rows of an export that are not consumption: the bucket `excluded`. */
export interface Exclusion {
  /** Header names; the first that the file has is used. If it has none, the exclusion does not apply. */
  readonly column: readonly string[];
  /** Cells that exclude a row, ignoring case and surrounding spaces. */
  readonly values?: readonly string[];
  /** Instead of `values`: the only cells, besides empty ones and placeholders for none, that do not exclude a row. */
  readonly except?: readonly string[];
  readonly why: string;
}

interface FormatBase {
  readonly id: string;
  readonly title: string;
  /** Each entry lists alternatives; a header must have at least one name of every entry. */
  readonly recognise: readonly (readonly string[])[];
  /** A header with any of these names is not of this format. */
  readonly unless: readonly string[];
}

/** How a consumption export is laid out (section 5 of the docs): data, not code. */
export interface ConsumptionFormat extends FormatBase {
  readonly kind: "consumption";
  /** `month` if a row covers a whole month and is dated on its first day (Insights). */
  readonly grain: "day" | "month";
  /** Header names by role; the first that the file has is used. */
  readonly columns: Readonly<Partial<Record<ConsumptionRole, readonly string[]>>>;
  readonly exclude: readonly Exclusion[];
  /** Assumptions that a report states beside the reasons for exclusions. */
  readonly assumes: readonly string[];
  /**
   * Kind of association of the rows whose partner the row itself names (`of: partner`), or of all rows (`of: all`);
   * absent if each row, or `associations.csv`, gives its own.
   */
  readonly association?: { readonly kind: AssociationKind; readonly of: "partner" | "all" };
  /** Which files count when several contain the same consumption (S14). */
  readonly supersede: "none" | "partner-month" | "invoice";
}

/** How a transcript export is laid out. */
export interface TranscriptFormat extends FormatBase {
  readonly kind: "transcripts";
  readonly columns: Readonly<Partial<Record<TranscriptRole, readonly string[]>>>;
  /** Result cells that mean passed, ignoring case. */
  readonly passed: readonly string[];
  /** Status cells that mean the credential no longer holds, ignoring case. */
  readonly inactive: readonly string[];
  /** Status cells that mean it holds. One in neither list counts, and is told; so does an empty one, untold. */
  readonly active: readonly string[];
}

export type Format = ConsumptionFormat | TranscriptFormat;
