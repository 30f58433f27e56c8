import { z } from "zod";
import { isRealDay } from "../domain/day.ts";

/**
 * The building blocks of every config schema. All scalars arrive as text (see yaml-document.ts), from a file as from
 * an environment variable, and are read here. The message of a schema is two lines: what is expected, what to do.
 */
export interface FieldRule<T> {
  /** Completes "Expected …." */
  readonly expected: string;
  /** Completes "Fix: …" */
  readonly fix: string;
  /** What an editor should know, as JSON Schema. */
  readonly json: Readonly<Record<string, unknown>>;
  /** `undefined` for a text that breaks the rule. Gets the text as written, spaces in quotes included. */
  readonly read: (text: string) => T | undefined;
}

/** A scalar that is read by a rule. */
export function field<T>(rule: FieldRule<T>) {
  const message = `${rule.expected}\n${rule.fix}`;
  return z
    .string({ error: () => message })
    .transform((text, context) => {
      const value = rule.read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .meta({ ...rule.json, description: rule.expected });
}

/** A map with these keys and no others. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? keys : `a map with ${keys}\nwrite these keys below it, one a line`,
  });
}

/** A list, empty or not. */
export function listField<Item extends z.core.SomeType>(item: Item) {
  return z.array(item, { error: () => "a list\nwrite one entry a line, each after a dash" });
}

/** A list with at least one entry. */
export function filledList<Item extends z.core.SomeType>(item: Item) {
  return listField(item).min(1, { error: () => "at least one entry\nadd an entry, or remove what needs it" });
}

/** A map that is laid out by what its key `by` says; `words` are what that key may be. */
export function variants<
  const Options extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(by: string, words: readonly string[], options: Options) {
  const right = `${orList(words)}\nwrite ${by}: ${orList(words)}`;
  return z.discriminatedUnion(by, options, {
    error: (issue) => (issue.code === "invalid_union" ? right : "a map\nwrite its keys below the dash, one a line"),
  });
}

/** The word that tells one variant from the others. */
export function word<const Word extends string>(only: Word) {
  return z.literal(only, { error: () => `${only}\nwrite ${only}` });
}

/** A map whose keys are free. */
export function entries<Value extends z.core.SomeType>(value: Value) {
  return z.record(z.string(), value, { error: () => "a map\nwrite one entry a line, as in name: value" });
}

/** Any text but an empty one, kept as written: `0012345` keeps its zeros. */
export const textField = field({
  expected: "text",
  fix: "write some text here",
  json: { type: ["string", "number"] },
  read: (written) => (written.trim() === "" ? undefined : written.trim()),
});

/** One of a few words, exactly as listed. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return field<Word>({
    expected: orList(words),
    fix: "write one of these words, exactly so",
    json: { enum: words },
    read: (written) => words.find((word) => word === written),
  });
}

/** `true` or `false`. */
export const flagField = field({
  expected: "true or false",
  fix: "write true for yes, false for no",
  json: { type: "boolean" },
  read: (written) => (written === "true" ? true : written === "false" ? false : undefined),
});

/** A calendar day. */
export const dayField = field({
  expected: "a day that exists, written year-month-day",
  fix: "write it as in 2017-07-07",
  json: { type: "string", format: "date" },
  read: (written) => (/^\d{4}-\d\d-\d\d$/.test(written) && isRealDay(written) ? written : undefined),
});

/** A whole number between two bounds, both included. */
export function wholeNumber(bounds: { readonly min: number; readonly max: number }) {
  const range = `a whole number from ${bounds.min} to ${bounds.max}`;
  return field({
    expected: range,
    fix: "write digits only, without a unit or a decimal point",
    json: { type: "integer", minimum: bounds.min, maximum: bounds.max },
    read: (written) => {
      const number = /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
      return number >= bounds.min && number <= bounds.max ? number : undefined;
    },
  });
}

/** "a, b or c", as messages list what may be written. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
