import type { z } from "zod";
import { associationKinds } from "../domain/association.ts";
import { isRealDay } from "../domain/day.ts";
import { parseAmount } from "../domain/money.ts";
import { choice, entries, field, filledList, list, object, text, variants, wholeNumber, word } from "./fields.ts";

const day = field({
  expected: "a day that exists, written year-month-day",
  fix: "write it as in 2017-07-07",
  json: { type: "string", format: "date" },
  read: (written) => (/^\d{4}-\d\d-\d\d$/.test(written) && isRealDay(written) ? written : undefined),
});

/** Exact: the text is never turned into a floating-point number (S3). */
const positiveUsd = field({
  expected: "an amount of US dollars above 0 with at most 10 decimals",
  fix: "write digits only, as in 15000 or 14999.99",
  json: { type: ["number", "string"], exclusiveMinimum: 0 },
  read: (written) => {
    const amount = /^\d+(?:\.\d{1,10})?$/.test(written) ? parseAmount(written) : undefined;
    return amount !== undefined && amount > 0n ? amount : undefined;
  },
});

const credential = object({
  kind: choice(["assessment", "exam", "certification"]),
  title: text,
  aliases: list(text).default([]),
  ids: list(text).default([]),
});

const threshold = object({ usd: positiveUsd, quote: text });

const consumption = object({
  measure: word("consumption"),
  id: text,
  unit: choice(["usd"]),
  threshold: object({ developed: threshold, emerging: threshold }),
  accepts: filledList(choice(associationKinds)),
  acceptsQuote: text,
});

const route = object({
  id: text,
  quote: text,
  /** Keys of the credentials of the rule set. */
  credentials: filledList(text),
  /** Last day by credential key, for those that the revision accepts only up to a day. */
  acceptedUntil: entries(day).default({}),
});

const people = object({
  measure: word("people"),
  id: text,
  unit: choice(["people"]),
  needed: wholeNumber({ min: 1, max: 1_000_000 }),
  quote: text,
  routes: filledList(route),
});

/** A tier without any requirement would be held by everyone. */
const requirements = filledList(variants("measure", ["consumption", "people"], [consumption, people]));

const revision = object({
  id: text,
  from: day.exactOptional(),
  to: day.exactOptional(),
  source: text,
  tiers: object({ silver: requirements.exactOptional(), gold: requirements.exactOptional() }),
});

/** What a rules file may hold. Thresholds stand there and nowhere else. */
export const rulesSchema = object({
  id: text,
  competency: text,
  option: text,
  source: text,
  assumptions: list(object({ id: text, text })).default([]),
  credentials: entries(credential),
  revisions: filledList(revision),
});

/** A rules file after its schema: credentials still named by key. */
export type WrittenRules = z.output<typeof rulesSchema>;
export type WrittenRevision = WrittenRules["revisions"][number];
export type WrittenRequirement = NonNullable<WrittenRevision["tiers"]["silver"]>[number];
export type WrittenRoute = z.output<typeof route>;
