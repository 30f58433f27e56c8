import { z } from "zod";
import { isRealDay } from "../domain/day.ts";

/**
 * The rule for one scalar field, the building block of every config schema. All scalars arrive as text (see
 * `yaml-document.ts`), from files and environment variables alike, and are parsed here. The message of a schema has two
 * lines: what is expected, and what to do.
 */
export interface FieldRule<T> {
  /** Completes "Expected …." */
  readonly expected: string;
  /** Completes "Fix: …" */
  readonly fix: string;
  /** What editors should know, as JSON Schema. */
  readonly json: Readonly<Record<string, unknown>>;
  /**
   * Returns `undefined` for a text that breaks the rule. The text is as written, including any spaces inside quotes.
   */
  readonly read: (text: string) => T | undefined;
}

/** Creates the schema for a scalar with a rule. */
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

/** Creates the schema for a map with exactly these keys. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? keys : `a map with ${keys}\nwrite these keys below it, one a line`,
  });
}

/** Creates the schema for a list, which may be empty. */
export function listField<Item extends z.core.SomeType>(item: Item) {
  return z.array(item, { error: () => "a list\nwrite one entry a line, each after a dash" });
}

/** Creates the schema for a list with at least one entry. */
export function filledList<Item extends z.core.SomeType>(item: Item) {
  return listField(item).min(1, { error: () => "at least one entry\nadd an entry, or remove what needs it" });
}

/** Creates the schema for a map whose layout depends on its key `by`; `words` are the values of that key. */
export function variants<
  const Options extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(by: string, words: readonly string[], options: Options) {
  const right = `${orList(words)}\nwrite ${by}: ${orList(words)}`;
  return z.discriminatedUnion(by, options, {
    error: (issue) => (issue.code === "invalid_union" ? right : "a map\nwrite its keys below the dash, one a line"),
  });
}

/** Creates the schema for the word that identifies one variant. */
export function word<const Word extends string>(only: Word) {
  return z.literal(only, { error: () => `${only}\nwrite ${only}` });
}

/** Creates the schema for a map with any keys. */
export function entries<Value extends z.core.SomeType>(value: Value) {
  return z.record(z.string(), value, { error: () => "a map\nwrite one entry a line, as in name: value" });
}

/**
 * Any text that is not blank, without the spaces around it and otherwise kept as written: `0012345` keeps its zeros.
 */
export const textField = field({
  expected: "text",
  fix: "write some text here",
  json: { type: ["string", "number"] },
  read: (written) => (written.trim() === "" ? undefined : written.trim()),
});

/** Creates the schema for one of a few words, exactly as listed. */
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

/** Creates the schema for a whole number between two inclusive bounds. */
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

/** Returns "a, b or c", the form in which messages list the choices. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
