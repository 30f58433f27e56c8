import { problemAt, quotePart } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { orList } from "./fields.ts";
import { nearest } from "./nearest.ts";
import type { WrittenRequirement, WrittenRevision, WrittenRoute, WrittenRules } from "./rules-schema.ts";
import type { YamlDocument } from "./yaml-document.ts";
import type { Path } from "./yaml-value.ts";

/** A rules file whose every value is right by itself. */
export interface RulesToCheck {
  readonly document: YamlDocument;
  readonly rules: WrittenRules;
}

/** Reports what is wrong between the parts of a rules file: revisions that overlap, credentials that are not listed. */
export function checkRules(file: RulesToCheck, report: Report): void {
  const { revisions } = file.rules;
  checkUnique({ document: file.document, path: ["revisions"], ids: revisions.map(({ id }) => id) }, report);
  revisions.forEach((revision, index) => {
    checkDays(file, index, report);
    checkTiers({ ...file, revision, path: ["revisions", index, "tiers"] }, report);
  });
}

/** From one revision to the next, days only go up: no day has two revisions (S16). */
function checkDays({ document, rules }: RulesToCheck, index: number, report: Report): void {
  const { from, to } = rules.revisions[index] ?? {};
  const path: Path = ["revisions", index];
  if (from !== undefined && to !== undefined && to < from) {
    const found = quotePart(document, [...path, "to"]);
    report(
      problemAt(document, [...path, "to"], { found, expected: `${from} (its from) or a later day`, fix: lastDay }),
    );
  }
  const before = rules.revisions[index - 1];
  if (before === undefined) return;
  if (from === undefined || before.to === undefined || from <= before.to) {
    const found = `${quotePart(document, [...path, "from"])}, after revision ${before.id} with ${daysOf(before)}`;
    report(problemAt(document, [...path, "from"], { found, expected: oldestFirst, fix: separate }));
  }
}

const lastDay = "make to the last day on which the revision is in force";
const oldestFirst = "revisions from the oldest to the newest, none begun before the one above it has ended";
const separate = "give the one above the day before this one's from as its to, or put them in order";

function daysOf({ from = "an open start", to = "an open end" }: WrittenRevision): string {
  return `${from} to ${to}`;
}

interface TiersToCheck extends RulesToCheck {
  readonly revision: WrittenRevision;
  readonly path: Path;
}

function checkTiers({ document, rules, revision, path }: TiersToCheck, report: Report): void {
  const named = Object.entries(revision.tiers);
  if (named.length === 0) report(problemAt(document, path, noTier));

  const accepted = new Map<string, string>();
  for (const [tier, requirements] of named) {
    const measures = requirements.map(({ measure }) => measure);
    checkUnique({ document, path: [...path, tier], ids: measures, key: "measure" }, report);
    requirements.forEach((requirement, index) => {
      const here = [...path, tier, index];
      if (requirement.measure === "people") checkRoutes({ document, rules, requirement, path: here }, report);
      else accepted.set(requirement.accepts.toSorted().join(", "), tier);
    });
  }
  if (accepted.size > 1) report(problemAt(document, path, differentKinds([...accepted.keys()])));
}

const noTier = { found: "no tier", expected: "silver, gold or both", fix: "add the requirements of a tier" };

function differentKinds(lists: readonly string[]) {
  return {
    found: `tiers that accept different associations: ${lists.join(" and ")}`,
    expected: "the same accepts in every tier of a revision, since consumption is counted once for all of them",
    fix: "make the lists the same",
  };
}

interface RoutesToCheck extends RulesToCheck {
  readonly requirement: Extract<WrittenRequirement, { readonly measure: "people" }>;
  readonly path: Path;
}

function checkRoutes({ document, rules, requirement, path }: RoutesToCheck, report: Report): void {
  const { routes } = requirement;
  checkUnique({ document, path: [...path, "routes"], ids: routes.map(({ id }) => id) }, report);
  routes.forEach((route, index) => {
    const here = [...path, "routes", index];
    checkCredentials({ document, rules, route, path: here }, report);
    checkAcceptedUntil({ document, rules, route, path: here }, report);
  });
}

interface RouteToCheck extends RulesToCheck {
  readonly route: WrittenRoute;
  readonly path: Path;
}

function checkCredentials({ document, rules, route, path }: RouteToCheck, report: Report): void {
  const known = Object.keys(rules.credentials);
  const byId = new Map<string, string>();
  checkUnique({ document, path: [...path, "credentials"], ids: route.credentials, key: "" }, report);
  route.credentials.forEach((key, index) => {
    const here = [...path, "credentials", index];
    if (!known.includes(key)) report(problemAt(document, here, unknownCredential(key, known)));
    for (const id of rules.credentials[key]?.ids ?? []) {
      const other = byId.get(id);
      if (other !== undefined && other !== key) report(problemAt(document, here, sharedId(id, key, other)));
      byId.set(id, key);
    }
  });
}

function unknownCredential(key: string, known: readonly string[]) {
  const near = nearest(key, known);
  return {
    found: `the credential ${key}, which the file does not list`,
    expected: known.length === 0 ? "a key of credentials" : orList(known),
    fix: near === undefined ? `add ${key} to credentials at the top of the file` : `did you mean ${near}?`,
  };
}

function sharedId(id: string, key: string, other: string) {
  return {
    found: `${key} and ${other} with the same id ${id} in one route`,
    expected: "ids that tell the credentials of a route apart",
    fix: `remove ${id} from one of them`,
  };
}

function checkAcceptedUntil({ document, route, path }: RouteToCheck, report: Report): void {
  for (const key of Object.keys(route.acceptedUntil)) {
    if (route.credentials.includes(key)) continue;
    const found = quotePart(document, [...path, "acceptedUntil", key]);
    const facts = { found, expected: orList(route.credentials), fix: "name a credential of this route" };
    report(problemAt(document, [...path, "acceptedUntil", key], facts));
  }
}

interface IdsToCheck {
  readonly document: YamlDocument;
  readonly path: Path;
  readonly ids: readonly string[];
  /** The key of each entry that holds the id; empty where the entry is the id itself. */
  readonly key?: string;
}

function checkUnique({ document, path, ids, key = "id" }: IdsToCheck, report: Report): void {
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    const here = key === "" ? [...path, index] : [...path, index, key];
    const found = `${quotePart(document, here)} a second time`;
    report(
      problemAt(document, here, {
        found,
        expected: "each only once in a list",
        fix: "delete or rename one of the two",
      }),
    );
  });
}
