import type { z } from "zod";
import { associationKinds } from "../domain/association.ts";
import { type ConsumptionRole, consumptionRoles, type TranscriptRole, transcriptRoles } from "../domain/format.ts";
import { choice, field, filledList, listField, object, textField, variants, wholeNumber, word } from "./fields.ts";

const formatId = field({
  expected: "an id in lower-case letters, digits and dashes",
  fix: "write it as in cost-mca",
  json: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" },
  read: (written) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(written) ? written : undefined),
});

const names = filledList(textField);
const optionalNames = names.exactOptional();

/** Creates the schema for a map with an optional list of header names for each role. */
function columnsFor<Role extends string>(roles: readonly Role[]) {
  const shape = Object.fromEntries(roles.map((role) => [role, optionalNames] as const));
  return object(shape as Record<Role, typeof optionalNames>);
}

const common = {
  id: formatId,
  title: textField,
  order: wholeNumber({ min: 0, max: 1_000_000 }).exactOptional(),
  recognise: filledList(names),
  unless: listField(textField).default([]),
};

const consumption = object({
  kind: word("consumption"),
  ...common,
  grain: choice(["day", "month"]),
  columns: columnsFor<ConsumptionRole>(consumptionRoles),
  exclude: listField(object({ column: names, values: optionalNames, except: optionalNames, why: textField })).default(
    [],
  ),
  assumes: listField(textField).default([]),
  association: object({ kind: choice(associationKinds), of: choice(["partner", "all"]) }).exactOptional(),
  supersede: choice(["none", "partner-month", "invoice"]),
});

const transcripts = object({
  kind: word("transcripts"),
  ...common,
  columns: columnsFor<TranscriptRole>(transcriptRoles),
  passed: listField(textField).default([]),
  inactive: listField(textField).default([]),
  active: listField(textField).default([]),
});

/** The schema of a file in `config/formats/`. */
export const formatSchema = variants("kind", ["consumption", "transcripts"], [consumption, transcripts]);

/** A format file that has passed the schema. */
export type WrittenFormat = z.output<typeof formatSchema>;
