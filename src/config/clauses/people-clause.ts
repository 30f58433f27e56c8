import type { z } from "zod";
import type { Route } from "../../domain/rules.ts";
import { type PeopleRule, people } from "../../requirements/people.ts";
import { checkUnique, problemAt, quotePart } from "../check-document.ts";
import type { Report } from "../config-file.ts";
import { choice, dayField, entries, filledList, object, orList, textField, wholeNumber, word } from "../fields.ts";
import { nearest } from "../nearest.ts";
import type { YamlDocument } from "../yaml-document.ts";
import type { Path } from "../yaml-value.ts";
import type { ClauseReader, ClausesToCheck, Credentials } from "./clause.ts";

const route = object({
  id: textField,
  quote: textField,
  /** Keys of credentials in the rule set. */
  credentials: filledList(textField),
  /** Last day by credential key, for credentials that the revision stops accepting. */
  acceptedUntil: entries(dayField).default({}),
});

const schema = object({
  measure: word("people"),
  id: textField,
  unit: choice(["people"]),
  needed: wholeNumber({ min: 1, max: 1_000_000 }),
  quote: textField,
  routes: filledList(route),
});

type WrittenRoute = z.output<typeof route>;
type WrittenPeople = z.output<typeof schema>;

/** Reader of people clauses: a number of persons, and the routes with the credentials that make them count. */
export const peopleClause: ClauseReader<WrittenPeople> = {
  kind: people,
  schema,
  check: (file, report) => {
    for (const { written, path } of file.clauses) checkRoutes(file, { routes: written.routes, path }, report);
  },
  toRule: ({ id, needed, quote, routes }, credentials): PeopleRule => {
    return { kind: people, id, needed, quote, routes: routes.map((written) => toRoute(written, credentials)) };
  },
};

function toRoute({ id, quote, credentials: keys, acceptedUntil }: WrittenRoute, credentials: Credentials): Route {
  const named = keys.flatMap((key) => credentials.get(key) ?? []);
  return {
    id,
    quote,
    credentials: named.map((credential) => {
      const until = acceptedUntil[credential.key];
      return until === undefined ? { credential } : { credential, acceptedUntil: until };
    }),
  };
}

type File = Pick<ClausesToCheck<WrittenPeople>, "document" | "credentials">;

function checkRoutes(
  file: File,
  { routes, path }: { readonly routes: readonly WrittenRoute[]; readonly path: Path },
  report: Report,
): void {
  checkUnique({ document: file.document, path: [...path, "routes"], ids: routes.map(({ id }) => id) }, report);
  routes.forEach((written, index) => {
    const here = [...path, "routes", index];
    checkCredentials(file, { written, path: here }, report);
    checkAcceptedUntil(file.document, { written, path: here }, report);
  });
}

interface RouteToCheck {
  readonly written: WrittenRoute;
  readonly path: Path;
}

function checkCredentials({ document, credentials }: File, { written, path }: RouteToCheck, report: Report): void {
  const byId = new Map<string, string>();
  checkUnique({ document, path: [...path, "credentials"], ids: written.credentials, key: "" }, report);
  written.credentials.forEach((key, index) => {
    const here = [...path, "credentials", index];
    if (!credentials.has(key)) report(problemAt(document, here, unknownCredential(key, [...credentials.keys()])));
    for (const id of credentials.get(key)?.ids ?? []) {
      const other = byId.get(id);
      if (other !== undefined && other !== key) report(problemAt(document, here, sharedId(id, key, other)));
      byId.set(id, key);
    }
  });
}

function unknownCredential(key: string, known: readonly string[]) {
  const near = nearest(key, known);
  return {
    code: "unknown-credential",
    found: `the credential ${key}, which the file does not list`,
    expected: known.length === 0 ? "a key of credentials" : orList(known),
    fix: near === undefined ? `add ${key} to credentials at the top of the file` : `did you mean ${near}?`,
  };
}

function sharedId(id: string, key: string, other: string) {
  return {
    code: "id-twice",
    found: `${key} and ${other} with the same id ${id} in one route`,
    expected: "ids that tell the credentials of a route apart",
    fix: `remove ${id} from one of them`,
  };
}

function checkAcceptedUntil(document: YamlDocument, { written, path }: RouteToCheck, report: Report): void {
  for (const key of Object.keys(written.acceptedUntil)) {
    if (written.credentials.includes(key)) continue;
    const found = quotePart(document, [...path, "acceptedUntil", key]);
    const facts = {
      code: "unknown-credential",
      found,
      expected: orList(written.credentials),
      fix: "name a credential of this route",
    };
    report(problemAt(document, [...path, "acceptedUntil", key], facts));
  }
}
