import type { Day } from "./day.ts";

/** One person passed one credential on one day, as a transcript export says it. */
export interface TranscriptRow {
  /** Path relative to the input folder, with `/`. */
  readonly file: string;
  /** 1-based, header included. */
  readonly line: number;
  /** Microsoft Certification Professional id, or `person_id` of the plain layout; empty where absent. */
  readonly mcpId: string;
  /** Every e-mail address on the row, lower case. */
  readonly emails: readonly string[];
  /** Directory (AAD) user id, lower case; empty where absent. */
  readonly userId: string;
  /** Empty where the row names none. */
  readonly partnerId: string;
  readonly partnerName: string;
  readonly partnerCountry: string;
  readonly activityId: string;
  readonly title: string;
  readonly completedOn: Day;
  readonly expiresOn?: Day;
  /** Result cell, trimmed; `undefined` where the file has no such column. */
  readonly passed: boolean | undefined;
  /** Status cell says inactive, expired, revoked or retired (labels in the format file). */
  readonly inactive: boolean;
}

/** Why a transcript row counts or does not (S10). */
export const personReasons = [
  "counted",
  "not-listed",
  "not-passed",
  "after-as-of",
  "expired",
  "inactive",
  "no-longer-accepted",
  "no-partner",
] as const;
export type PersonReason = (typeof personReasons)[number];

/** A transcript row with its verdict. */
export interface AssessedTranscriptRow {
  readonly row: TranscriptRow;
  /** The first row, by file and line, of the same person: it stands for them. `undefined` for a row after the as-of day. */
  readonly person: TranscriptRow | undefined;
  /** The partner the person counts for; empty when there is none. */
  readonly partnerId: string;
  /** Key of the credential matched; `undefined` when no route names it. */
  readonly credentialKey: string | undefined;
  readonly kind: string;
  readonly counts: boolean;
  readonly reason: PersonReason;
}

/** A person whose transcript rows name more than one partner: they count for one only (S10). */
export interface PersonConflict {
  /** Label of the person, unmasked: an e-mail or id. */
  readonly person: string;
  readonly countsFor: string;
  readonly alsoNamed: readonly string[];
}

/** How many persons of one partner count towards the people requirements of a revision (S10). */
export interface PeopleCount {
  /** By the key of a route: persons with a counting row on it. */
  readonly byRoute: ReadonlyMap<string, number>;
  /** By the key of a requirement: distinct persons over all its routes, which is what `mixRoutes: true` measures. */
  readonly mixed: ReadonlyMap<string, number>;
}
