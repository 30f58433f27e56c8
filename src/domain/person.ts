import type { Day } from "./day.ts";

/** One person passed one credential on one day, according to a transcript export. */
export interface TranscriptRow {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  /** 1-based, header included. */
  readonly line: number;
  /** Microsoft Certification Professional id, or `person_id` of the plain layout; empty if absent. */
  readonly mcpId: string;
  /** Every e-mail address on the row, in lower case. */
  readonly emails: readonly string[];
  /** Directory (AAD) user id, in lower case; empty if absent. */
  readonly userId: string;
  /** Empty if the row names none. */
  readonly partnerId: string;
  readonly partnerName: string;
  readonly partnerCountry: string;
  readonly activityId: string;
  readonly title: string;
  readonly completedOn: Day;
  readonly expiresOn?: Day;
  /** Whether the result cell says passed; `undefined` if the file has no such column. */
  readonly passed: boolean | undefined;
  /** Whether the status cell says inactive, expired, revoked or retired (labels in the format file). */
  readonly inactive: boolean;
  /** The status cell where the format knows it neither as active nor as inactive; the row counts. */
  readonly unknownStatus?: string;
}

/** What a rejected transcript row still says, if its fields could be told apart. */
export interface RejectedTranscriptRow {
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  /** Empty if the row names none. */
  readonly partnerId: string;
  readonly partnerName: string;
  readonly partnerCountry: string;
  /** `undefined` if it cannot be read. */
  readonly completedOn: Day | undefined;
  /** Equal for rows that say the same (S14). */
  readonly content: string;
}

/** Why a transcript row counts or does not count (S10). */
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
  /** The person's first row, by file and line, which represents them. `undefined` for a row after the as-of day. */
  readonly person: TranscriptRow | undefined;
  /** The partner the person counts for; empty if there is none. */
  readonly partnerId: string;
  /** Key of the matching credential; `undefined` when no route names it. */
  readonly credentialKey: string | undefined;
  readonly kind: string;
  readonly counts: boolean;
  readonly reason: PersonReason;
}

/** A person whose transcript rows name several partners. The person counts for only one (S10). */
export interface PersonConflict {
  /** Label of the person, unmasked: an e-mail address or id. */
  readonly person: string;
  readonly countsFor: string;
  readonly alsoNamed: readonly string[];
}

/** The number of one partner's persons who count towards the people requirements of a revision (S10). */
export interface PeopleCount {
  /** Persons with a counting row on each route, by route key. */
  readonly byRoute: ReadonlyMap<string, number>;
  /**
   * Distinct persons across all routes of each requirement, by requirement key: the measure under `mixRoutes: true`.
   */
  readonly mixed: ReadonlyMap<string, number>;
}
