import type { Day } from "./day.ts";
import type { RequirementRule } from "./requirement.ts";
import type { Tier } from "./tier.ts";

/** An assessment, exam or certification that a rule names. */
export interface Credential {
  /** Name within the rule set, which never changes, e.g. `70-532` or `cloud-platform-assessment`. */
  readonly key: string;
  readonly kind: "assessment" | "exam" | "certification";
  readonly title: string;
  /** Other titles of the credential, including translations. */
  readonly aliases: readonly string[];
  /** Exam numbers (`70-532`) or course ids (`13736`). */
  readonly ids: readonly string[];
}

/** A credential in a route. */
export interface RouteCredential {
  readonly credential: Credential;
  /** Last as-of day on which the revision accepts it; absent = no end. */
  readonly acceptedUntil?: Day;
}

/** One of the alternative lists of credentials of a people requirement. */
export interface Route {
  /** `assessments` or `exams`. */
  readonly id: string;
  readonly credentials: readonly RouteCredential[];
  /** The sentence of the programme text that the route comes from. */
  readonly quote: string;
}

/** One tier of one revision. */
export interface TierRule {
  readonly tier: Tier;
  readonly requirements: readonly RequirementRule[];
}

/** The wording in force from one day on (S16). */
export interface Revision {
  readonly id: string;
  /** First as-of day, inclusive; absent = open. */
  readonly from?: Day;
  /** Last as-of day, inclusive; absent = open. */
  readonly to?: Day;
  readonly source: string;
  /** Lowest tier first. */
  readonly tiers: readonly TierRule[];
}

/** A point that the programme text leaves open and this rule set settles. Printed on the sheet Rules. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
}

/** The tiers of one competency option. */
export interface RuleSet {
  readonly id: string;
  readonly competency: string;
  readonly option: string;
  readonly source: string;
  readonly credentials: readonly Credential[];
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  readonly assumptions: readonly Assumption[];
}
