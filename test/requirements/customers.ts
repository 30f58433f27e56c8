import type { z } from "zod";
import type { ClauseReader } from "../../src/config/clauses/clause.ts";
import { choice, object, textField, wholeNumber, word } from "../../src/config/fields.ts";
import type { RequirementKind, RequirementRule } from "../../src/domain/requirement.ts";
import type { FurtherMeasure } from "../../src/measure/further-measure.ts";
import { countType, textType as sqlText } from "../../src/partials/duckdb/engine.ts";
import { countOf } from "../../src/requirements/units.ts";

// A third kind of requirement, all that one consists of. The program has none like it: it shows what adding one takes.

/** "Partners must serve 2 customers …". */
interface CustomersRule extends RequirementRule {
  readonly needed: number;
  readonly quote: string;
}

const customersUnit = countOf({ id: "customers", one: "customer", many: "customers" });

/** Customers whose consumption counts for the partner. A file of `requirements/`. */
const customers: RequirementKind<CustomersRule> = {
  id: "customers",
  unit: customersUnit,
  exports: "consumption",
  state: ({ needed, quote }) => ({ threshold: BigInt(needed), closeFrom: BigInt(needed) - 1n, quote }),
  measure: (_, facts) => facts.further?.get("customers") ?? 0n,
  words: {
    title: "Customers",
    missing: (gap) => `${gap} more ${gap === 1n ? "customer" : "customers"}`,
    lacking: (gap) => `${customersUnit.inWords(gap)} with consumption`,
    toDo: (_, missing) => `Win ${missing} within the window.`,
    needed: (_, { threshold }) => `${customersUnit.inWords(threshold)} or more`,
    alsoQuoted: () => [],
    toJson: () => ({}),
    lines: ({ needed, quote }) => [
      { what: "clause", appliesTo: "", threshold: BigInt(needed), says: "At least this many customers.", quote },
    ],
  },
};

const schema = object({
  measure: word("customers"),
  id: textField,
  unit: choice(["customers"]),
  needed: wholeNumber({ min: 1, max: 1_000_000 }),
  quote: textField,
});

/** How it is written in a rules file. A file of `config/clauses/`, and a line in its list. */
export const customersClause: ClauseReader<z.output<typeof schema>> = {
  kind: customers,
  schema,
  toRule: ({ id, needed, quote }): CustomersRule => ({ kind: customers, id, needed, quote }),
};

/** The one query. A file of `measure/`, and a line in the list of measures. */
export const customersMeasure: FurtherMeasure = {
  id: "customers",
  query: async (connection, credited) => {
    const rows = await connection.query(
      `SELECT partner, count(DISTINCT customer) FROM (${credited}) WHERE bucket = 'counted' GROUP BY partner`,
      { partnerId: sqlText, customers: countType },
    );
    return new Map(rows.map(({ partnerId, customers: quantity }) => [partnerId, BigInt(quantity)]));
  },
};
