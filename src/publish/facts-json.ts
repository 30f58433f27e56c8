import { z } from "zod";
import { personReasons } from "../domain/person.ts";
import { termNames } from "../domain/snapshot.ts";
import { tiers } from "../domain/tier.ts";

/** Name of the file with the facts that a later run is compared with. */
export const factsFile = "facts.json";

/**
 * Version of the layout. Every change to the layout changes it, so that no run reads facts in an unknown layout. Layout 1
 * has no unknown tiers, and nothing unknown about a partner.
 */
export const layout = 2;
const readable = [1, layout] as const;

const tier = z.enum(tiers);
const requirements = z.partialRecord(tier, z.string());
/** Ten-billionths of a dollar, as text because they have more digits than a JSON number keeps. */
const amount = z.string().regex(/^-?\d+$/);
/** Index into the list of sources or of the window's months. */
const place = z.int().nonnegative();

/** Month, file, dollars. */
export type WrittenAmount = readonly [number, number, string];

/**
 * Checked by a function, because this list alone has an entry for each partner, month and file. For 72,000 entries a
 * schema takes 0.1 to 0.4 s, the function 0.02 s.
 */
const amounts = z.custom<readonly WrittenAmount[]>((list) => Array.isArray(list) && list.every(isAmount));

function isAmount(entry: unknown): entry is WrittenAmount {
  if (!Array.isArray(entry) || entry.length !== 3) return false;
  const [monthAt, fileAt, usd] = entry;
  return Number.isInteger(monthAt) && Number.isInteger(fileAt) && typeof usd === "string" && /^-?\d+$/.test(usd);
}

const exportKind = z.enum(["consumption", "transcripts"]);

const source = z.tuple([
  exportKind,
  z.string().describe("file"),
  z.string().describe("format"),
  z.string().describe("SHA-256"),
  z.int().describe("rows"),
  z.int().describe("counted rows"),
  z.string().describe("newest month"),
  z.array(z.tuple([place, amount])).describe("dollars by month"),
]);

const partner = z.tuple([
  z.string().describe("id"),
  z.string().describe("name"),
  z.enum(["developed", "emerging"]),
  z.enum(["none", "unknown", ...tiers]),
  tier.nullable().describe("next tier"),
  z.enum(["close", "short", "unknown"]).nullable().describe("finding for the next tier"),
  amounts,
  z.array(exportKind).describe("exports too many of whose rows are rejected").optional(),
]);

const person = z.tuple([
  z.array(z.string()).describe("keys"),
  z.string().describe("label"),
  z.string().describe("partner id"),
  z.array(z.tuple([z.string(), z.enum(personReasons), z.string()])).describe("route, reason, since"),
]);

const restatement = z.tuple([
  z.string().describe("partner id"),
  z.string().describe("month"),
  z.string().describe("file"),
  z.string().describe("as-of day before"),
  z.string().describe("as-of day after"),
  amount.describe("before"),
  amount.describe("after"),
]);

/** The schema of `facts.json`: long lists as rows, files and months by their index in a list. */
export const factsJson = z.strictObject({
  layout: z.literal(readable),
  asOf: z.string(),
  window: z.strictObject({ start: z.string(), end: z.string(), months: z.array(z.string()) }),
  rules: z.strictObject({
    id: z.string(),
    revision: z.string(),
    requirements: z.strictObject({ developed: requirements, emerging: requirements }),
    routes: z.string(),
    settings: z.string(),
  }),
  terms: z.record(z.enum(termNames), z.string()),
  consumptionRead: z.boolean(),
  transcriptsRead: z.boolean(),
  personKeyId: z.string(),
  sources: z.array(source),
  partners: z.array(partner),
  persons: z.array(person),
  restatements: z.array(restatement),
});

export type FactsJson = z.infer<typeof factsJson>;
