import { invariant } from "../domain/invariant.ts";
import type { Revision, RuleSet, TierRule } from "../domain/rules.ts";
import { tiers } from "../domain/tier.ts";
import { checkDocument, checkUnique, problemAt, quotePart } from "./check-document.ts";
import type { ClauseReaders, Credentials, WrittenClause } from "./clauses/clause.ts";
import type { Report } from "./config-file.ts";
import { rulesSchema, type WrittenRevision, type WrittenRules } from "./rules-schema.ts";
import type { YamlDocument } from "./yaml-document.ts";
import type { Path } from "./yaml-value.ts";

/**
 * Checks a rules file: its tiers, thresholds, credentials and revisions (S9, S10, S16).
 *
 * @param readers - the kinds of requirement that the file may name
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
  invariant(found !== undefined, `the schema let a requirement pass that nobody reads: ${measure}`);
  return found;
}

/** A rules file in which each value is valid on its own. */
interface RulesToCheck {
  readonly document: YamlDocument;
  readonly revisions: readonly WrittenRevision[];
  readonly credentials: Credentials;
  readonly readers: ClauseReaders;
}

/**
 * Reports conflicts between parts of a rules file, such as overlapping revisions or credentials that are not listed.
 */
function checkRules(file: RulesToCheck, report: Report): void {
  const { document, revisions } = file;
  checkUnique({ document, path: ["revisions"], ids: revisions.map(({ id }) => id) }, report);
  revisions.forEach((revision, index) => {
    checkDays(file, index, report);
    checkTiers(file, { tiers: revision.tiers, path: ["revisions", index, "tiers"] }, report);
  });
}

/** Checks that days only increase from one revision to the next, so that no day has two revisions (S16). */
function checkDays({ document, revisions }: RulesToCheck, index: number, report: Report): void {
  const { from, to } = revisions[index] ?? {};
  const path: Path = ["revisions", index];
  if (from !== undefined && to !== undefined && to < from) {
    const found = quotePart(document, [...path, "to"]);
    report(
      problemAt(document, [...path, "to"], {
        code: "bad-revision-days",
        found,
        expected: `${from} (its from) or a later day`,
        fix: lastDay,
      }),
    );
  }
  const before = revisions[index - 1];
  if (before === undefined) return;
  if (from === undefined || before.to === undefined || from <= before.to) {
    const found = `${quotePart(document, [...path, "from"])}, after revision ${before.id} with ${daysOf(before)}`;
    report(
      problemAt(document, [...path, "from"], {
        code: "bad-revision-days",
        found,
        expected: oldestFirst,
        fix: separate,
      }),
    );
  }
}

const lastDay = "make to the last day on which the revision is in force";
const oldestFirst = "revisions from the oldest to the newest, none begun before the one above it has ended";
const separate = "give the one above the day before this one's from as its to, or put them in order";

function daysOf({ from = "an open start", to = "an open end" }: WrittenRevision): string {
  return `${from} to ${to}`;
}

function checkTiers(
  { document, credentials, readers }: RulesToCheck,
  { tiers, path }: { readonly tiers: WrittenRevision["tiers"]; readonly path: Path },
  report: Report,
): void {
  const named = Object.entries(tiers);
  if (named.length === 0) report(problemAt(document, path, noTier));
  for (const [tier, clauses] of named) {
    const ids = clauses.map(({ measure }) => measure);
    checkUnique({ document, path: [...path, tier], ids, key: "measure" }, report);
  }
  const all = named.flatMap(([tier, clauses]) =>
    clauses.map((written, index) => ({ written, path: [...path, tier, index] })),
  );
  for (const reader of readers) {
    const clauses = all.filter(({ written }) => written.measure === reader.kind.id);
    reader.check?.({ document, credentials, clauses, path }, report);
  }
}

const noTier = {
  code: "no-tier",
  found: "no tier",
  expected: "silver, gold or both",
  fix: "add the requirements of a tier",
};
