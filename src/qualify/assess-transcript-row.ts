import type { Day } from "../domain/day.ts";
import type { AssessedTranscriptRow, PersonReason, TranscriptRow } from "../domain/person.ts";
import type { Credential } from "../domain/rules.ts";
import type { CredentialMatcher } from "./match-credential.ts";

/** The rules that every row of a run is assessed by. */
export interface TranscriptRules {
  /** Keys of the credentials still accepted on the as-of day. */
  readonly accepted: ReadonlySet<string>;
  /** Matches every credential that any route of the revision names. */
  readonly match: CredentialMatcher;
  readonly asOf: Day;
}

/**
 * Decides whether a transcript row counts and, if not, why (S10). If several reasons apply, returns the first in the
 * order after-as-of, not-listed, not-passed, expired, inactive, no-longer-accepted, no-partner.
 *
 * @param of - the row that represents the person, and the partner that they count for; empty when there is none
 */
export function assessTranscriptRow(
  row: TranscriptRow,
  { person, partnerId }: Pick<AssessedTranscriptRow, "person" | "partnerId">,
  rules: TranscriptRules,
): AssessedTranscriptRow {
  const credential = rules.match(row);
  const reason = reasonOf(row, { credential, partnerId, rules });
  return {
    row,
    person,
    partnerId,
    credentialKey: credential?.key,
    kind: credential?.kind ?? "",
    counts: reason === "counted",
    reason,
  };
}

interface RowMatch {
  readonly credential: Credential | undefined;
  readonly partnerId: string;
  readonly rules: TranscriptRules;
}

function reasonOf(row: TranscriptRow, { credential, partnerId, rules }: RowMatch): PersonReason {
  const { accepted, asOf } = rules;
  if (row.completedOn > asOf) return "after-as-of";
  if (credential === undefined) return "not-listed";
  if (row.passed === false) return "not-passed";
  if (row.expiresOn !== undefined && row.expiresOn < asOf) return "expired";
  if (row.inactive) return "inactive";
  if (!accepted.has(credential.key)) return "no-longer-accepted";
  return partnerId === "" ? "no-partner" : "counted";
}
