import type { Revision, RuleSet, TierRule } from "../domain/rules.ts";
import { tiers } from "../domain/tier.ts";
import { checkDocument } from "./check-document.ts";
import type { ClauseReaders, Credentials, WrittenClause } from "./clauses/clause.ts";
import type { Report } from "./config-file.ts";
import { checkRules } from "./rules-checks.ts";
import { rulesSchema, type WrittenRevision, type WrittenRules } from "./rules-schema.ts";
import type { YamlDocument } from "./yaml-document.ts";

/**
 * Checks a rules file: its tiers, thresholds, credentials and revisions (S9, S10, S16).
 *
 * @param readers - the kinds of requirement that it may name
 * @returns `undefined` after reporting every problem
 */
export function readRules(document: YamlDocument, readers: ClauseReaders, report: Report): RuleSet | undefined {
  const written = checkDocument(document, rulesSchema(readers), report);
  if (written === undefined) return undefined;
  const credentials = credentialsOf(written);
  let sound = true;
  checkRules({ document, revisions: written.revisions, credentials, readers }, (problem) => {
    sound = false;
    report(problem);
  });
  return sound ? toRuleSet(written, credentials, readers) : undefined;
}

function credentialsOf({ credentials }: WrittenRules): Credentials {
  return new Map(Object.entries(credentials).map(([key, rest]) => [key, { key, ...rest }]));
}

function toRuleSet(written: WrittenRules, credentials: Credentials, readers: ClauseReaders): RuleSet {
  const { id, competency, option, source, assumptions } = written;
  const revisions = written.revisions.map((revision) => toRevision(revision, credentials, readers));
  return { id, competency, option, source, assumptions, credentials: [...credentials.values()], revisions };
}

function toRevision(written: WrittenRevision, credentials: Credentials, readers: ClauseReaders): Revision {
  const toRule = (clause: WrittenClause) => readerOf(clause, readers).toRule(clause, credentials);
  const tierRules = tiers.flatMap((tier): TierRule[] => {
    const clauses = written.tiers[tier];
    return clauses === undefined ? [] : [{ tier, requirements: clauses.map(toRule) }];
  });
  return { ...written, tiers: tierRules };
}

function readerOf({ measure }: WrittenClause, readers: ClauseReaders) {
  const found = readers.find(({ kind }) => kind.id === measure);
  if (found === undefined) throw new Error(`the schema let a requirement pass that nobody reads: ${measure}`);
  return found;
}
