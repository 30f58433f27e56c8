import type { z } from "zod";

/**
 * Reads JSON that this program wrote.
 *
 * @returns `undefined` for anything else: truncated, changed, or from another version
 */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | undefined {
  return schema.safeParse(parse(text)).data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
