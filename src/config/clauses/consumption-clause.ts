import type { z } from "zod";
import { associationKinds } from "../../domain/association.ts";
import { parseAmount } from "../../domain/money.ts";
import { consumption } from "../../requirements/consumption.ts";
import { problemAt } from "../check-document.ts";
import { choice, field, filledList, object, textField, word } from "../fields.ts";
import type { ClauseReader } from "./clause.ts";

/** Exact: the text is never converted to a floating-point number (S3). */
const positiveUsd = field({
  expected: "an amount of US dollars above 0 with at most 10 decimals",
  fix: "write digits only, as in 15000 or 14999.99",
  json: { type: ["number", "string"], exclusiveMinimum: 0 },
  read: (written) => {
    const amount = /^\d+(?:\.\d{1,10})?$/.test(written) ? parseAmount(written) : undefined;
    return amount !== undefined && amount > 0n ? amount : undefined;
  },
});

const threshold = object({ usd: positiveUsd, quote: textField });

const schema = object({
  measure: word("consumption"),
  id: textField,
  unit: choice(["usd"]),
  threshold: object({ developed: threshold, emerging: threshold }),
  accepts: filledList(choice(associationKinds)),
  acceptsQuote: textField,
});

/** Reader of consumption clauses: a dollar threshold for each market, and the associations that count. */
export const consumptionClause: ClauseReader<z.output<typeof schema>> = {
  kind: consumption,
  schema,
  check: ({ document, clauses, path }, report) => {
    const accepted = new Set(clauses.map(({ written }) => written.accepts.toSorted().join(", ")));
    if (accepted.size > 1) report(problemAt(document, path, differentKinds([...accepted])));
  },
  toRule: ({ measure: _, unit: __, ...clause }) => ({ kind: consumption, ...clause }),
};

function differentKinds(lists: readonly string[]) {
  return {
    code: "different-associations",
    found: `tiers that accept different associations: ${lists.join(" and ")}`,
    expected: "the same accepts in every tier of a revision, since consumption is counted once for all of them",
    fix: "make the lists the same",
  };
}
