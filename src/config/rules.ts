import type { Credential, RequirementRule, Revision, Route, RuleSet, TierRule } from "../domain/rules.ts";
import { tiers } from "../domain/rules.ts";
import { checkDocument } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { checkRules } from "./rules-checks.ts";
import {
  rulesSchema,
  type WrittenRequirement,
  type WrittenRevision,
  type WrittenRoute,
  type WrittenRules,
} from "./rules-schema.ts";
import type { YamlDocument } from "./yaml-document.ts";

/**
 * Checks a rules file: its tiers, thresholds, credentials and revisions (S9, S10, S16).
 *
 * @returns `undefined` after reporting every problem
 */
export function readRules(document: YamlDocument, report: Report): RuleSet | undefined {
  const written = checkDocument(document, rulesSchema, report);
  if (written === undefined) return undefined;
  let sound = true;
  checkRules({ document, rules: written }, (problem) => {
    sound = false;
    report(problem);
  });
  return sound ? toRuleSet(written) : undefined;
}

function toRuleSet(written: WrittenRules): RuleSet {
  const credentials = new Map(
    Object.entries(written.credentials).map(([key, rest]) => [key, { key, ...rest }] as const),
  );
  const { id, competency, option, source, assumptions } = written;
  const revisions = written.revisions.map((revision) => toRevision(revision, credentials));
  return { id, competency, option, source, assumptions, credentials: [...credentials.values()], revisions };
}

type Credentials = ReadonlyMap<string, Credential>;

function toRevision(written: WrittenRevision, credentials: Credentials): Revision {
  const tierRules = tiers.flatMap((tier): TierRule[] => {
    const requirements = written.tiers[tier];
    if (requirements === undefined) return [];
    return [{ tier, requirements: requirements.map((requirement) => toRequirement(requirement, credentials)) }];
  });
  return { ...written, tiers: tierRules };
}

function toRequirement(written: WrittenRequirement, credentials: Credentials): RequirementRule {
  if (written.measure === "consumption") return written;
  return { ...written, routes: written.routes.map((route) => toRoute(route, credentials)) };
}

function toRoute(written: WrittenRoute, credentials: Credentials): Route {
  const { id, quote, acceptedUntil } = written;
  const named = written.credentials.flatMap((key) => credentials.get(key) ?? []);
  return {
    id,
    quote,
    credentials: named.map((credential) => {
      const until = acceptedUntil[credential.key];
      return until === undefined ? { credential } : { credential, acceptedUntil: until };
    }),
  };
}
