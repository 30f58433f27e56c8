import type { z } from "zod";
import type { ClauseReaders } from "./clauses/clause.ts";
import { choice, dayField, entries, filledList, listField, object, textField, variants } from "./fields.ts";

const credential = object({
  kind: choice(["assessment", "exam", "certification"]),
  title: textField,
  aliases: listField(textField).default([]),
  ids: listField(textField).default([]),
});

/**
 * Creates the schema of a rules file. Thresholds are in rules files and nowhere else.
 *
 * @param readers - the kinds of requirement that the file may name
 */
export function rulesSchema(readers: ClauseReaders) {
  const [first, ...others] = readers;
  const words = readers.map(({ kind }) => kind.id);
  const clause = variants("measure", words, [first.schema, ...others.map(({ schema }) => schema)]);
  /** Not empty: everyone would hold a tier without requirements. */
  const requirements = filledList(clause);
  const revision = object({
    id: textField,
    from: dayField.exactOptional(),
    to: dayField.exactOptional(),
    source: textField,
    tiers: object({ silver: requirements.exactOptional(), gold: requirements.exactOptional() }),
  });
  return object({
    id: textField,
    competency: textField,
    option: textField,
    source: textField,
    assumptions: listField(object({ id: textField, text: textField })).default([]),
    credentials: entries(credential),
    revisions: filledList(revision),
  });
}

/** A rules file that has passed the schema; credentials are still keys. */
export type WrittenRules = z.output<ReturnType<typeof rulesSchema>>;
export type WrittenRevision = WrittenRules["revisions"][number];
