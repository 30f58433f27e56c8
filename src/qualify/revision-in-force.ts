import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";

/**
 * Returns the revision in force on an as-of day: the one with the latest first day that is not after it (S16).
 *
 * @throws InputError "not yet" before the first revision, "withdrawn" after the last day of the revision found
 */
export function revisionInForce(ruleSet: RuleSet, asOf: Day): Revision {
  const started = ruleSet.revisions.filter(({ from }) => from === undefined || from <= asOf);
  const [revision] = started.toSorted((a, b) => (firstDay(a) < firstDay(b) ? 1 : -1));
  if (revision === undefined) throw notYet(ruleSet, asOf);
  if (revision.to !== undefined && revision.to < asOf) throw withdrawn(ruleSet, revision, asOf);
  return revision;
}

/** Returns the first day of a revision; for an open start, the empty text, which sorts before every day. */
function firstDay({ from }: Revision): string {
  return from ?? "";
}

function notYet(ruleSet: RuleSet, asOf: Day): InputError {
  const first = ruleSet.revisions.map(firstDay).toSorted()[0];
  return new InputError({
    file: ruleSet.id,
    code: "no-rules-yet",
    found: `the as-of day ${asOf}, when these rules are not yet in force`,
    expected: `${first}, the first day of the first revision, or later`,
    fix: "choose a later --as-of, or --rules with a rule set that covers the day",
  });
}

function withdrawn(ruleSet: RuleSet, { id, to }: Revision, asOf: Day): InputError {
  const next = ruleSet.revisions
    .map(firstDay)
    .filter((day) => day > asOf)
    .toSorted()[0];
  return new InputError({
    file: ruleSet.id,
    code: "rules-withdrawn",
    found: `the as-of day ${asOf}, when these rules are withdrawn: revision ${id} ended on ${to}`,
    expected: `${to} or earlier${next === undefined ? "" : `, or ${next} or later`}`,
    fix: "choose another --as-of, or --rules with a rule set that covers the day",
  });
}
