import type { Assessment, TierFinding } from "./assessment.ts";
import type { AssociationKind } from "./association.ts";
import type { Bucket } from "./consumption.ts";
import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";
import type { PersonReason } from "./person.ts";
import type { RequirementRule } from "./requirement.ts";
import type { Tier } from "./tier.ts";
import type { Window } from "./window.ts";

/** Why one partner has its verdict in a published run, down to the rows behind it. */
export interface Explanation {
  readonly run: {
    readonly asOf: Day;
    readonly runId: string;
    /** Folder of the run, relative to the output folder, with `/`. */
    readonly folder: string;
  };
  readonly window: Window;
  readonly rules: { readonly id: string; readonly revision: string; readonly source: string };
  readonly assessment: Assessment;
  /** Whether persons on different routes are added up (S10). */
  readonly mixRoutes: boolean;
  /** The tiers asked about, highest first. */
  readonly tiers: readonly ExplainedTier[];
  readonly consumption: ConsumptionEvidence;
  readonly people: PeopleEvidence;
}

/** One tier with what each of its requirements found. */
export interface ExplainedTier {
  readonly tier: Tier;
  readonly held: boolean;
  readonly clauses: readonly ExplainedClause[];
}

/** One requirement, its finding and, for people, the evidence for each route. */
export interface ExplainedClause extends TierFinding {
  readonly rule: RequirementRule;
  readonly routes: readonly RouteEvidence[];
}

export interface RouteEvidence {
  readonly id: string;
  readonly quote: string;
  /** Labels of the persons who count on the route. */
  readonly persons: readonly string[];
  /** Credentials that the route accepts on the as-of day. */
  readonly accepted: readonly string[];
}

/** The consumption of one partner inside the window, counted or not. */
export interface ConsumptionEvidence {
  /** `undefined` when no consumption export was read. */
  readonly measured: Usd | undefined;
  readonly months: readonly { readonly month: Month; readonly rows: number; readonly usd: Usd }[];
  readonly files: readonly FileEvidence[];
  readonly customers: number;
  readonly subscriptions: number;
  /** What counts, by subscription; most dollars first. */
  readonly streams: readonly Stream[];
  /** What does not count, by reason; most dollars first. */
  readonly notCounted: readonly NotCounted[];
  /** Every row that counts, sorted by file and line. Their dollars add up to `measured`. */
  readonly rows: readonly EvidenceRow[];
}

/** One file with rows that count. */
export interface FileEvidence {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly rows: number;
  readonly usd: Usd;
  /** 1-based, header included. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What counts from one subscription, or from a customer's rows without one, under one association and format. */
export interface Stream {
  readonly subscription: string;
  readonly customer: string;
  readonly kind: AssociationKind | "";
  readonly format: string;
  readonly months: readonly Month[];
  readonly rows: number;
  readonly usd: Usd;
}

/** Rows that do not count, all for the same reason. */
export interface NotCounted {
  readonly bucket: Exclude<Bucket, "counted">;
  /** Empty where the row gives none, or the reason applies before the association is known. */
  readonly kind: AssociationKind | "";
  readonly file: string;
  readonly rows: number;
  readonly usd: Usd;
  readonly months: readonly Month[];
  readonly subscriptions: number;
  /** Files that replaced these rows. */
  readonly replacedBy: readonly string[];
}

/** One row of an export that counts. */
export interface EvidenceRow {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  /** 1-based, header included: the line on which the row starts. */
  readonly line: number;
  readonly day: Day;
  /** Rounded to ten places on reading, and no further (S3). */
  readonly usd: Usd;
  readonly customer: string;
  readonly subscription: string;
  readonly kind: AssociationKind | "";
}

/** The persons who count for a partner, or would if not for the reason given. */
export interface PeopleEvidence {
  /** Whether any transcript export was read. */
  readonly read: boolean;
  readonly persons: readonly PersonEvidence[];
}

export interface PersonEvidence {
  /** Masked if the job says so. */
  readonly label: string;
  /** The partner the person counts for; empty if none. */
  readonly countsFor: string;
  readonly rows: readonly CredentialEvidence[];
}

/** One transcript row. */
export interface CredentialEvidence {
  readonly credential: string;
  /** `undefined` when no rule names it. */
  readonly key: string | undefined;
  readonly kind: string;
  readonly completedOn: Day;
  readonly expiresOn: Day | undefined;
  readonly counts: boolean;
  readonly reason: PersonReason;
  readonly file: string;
  readonly line: number;
}
