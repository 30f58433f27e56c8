import type { Quantity } from "./requirement.ts";

/** What is measured besides consumption and people: by the id of a measure, then by partner id. */
export type FurtherMeasured = ReadonlyMap<string, ReadonlyMap<string, Quantity>>;

const nothing: ReadonlyMap<string, Quantity> = new Map();

/** What of it is about one partner, by the id of a measure; a partner without a quantity has none here. */
export function furtherOf(further: FurtherMeasured, partnerId: string): ReadonlyMap<string, Quantity> {
  if (further.size === 0) return nothing;
  const entries = [...further].flatMap(([id, quantities]) => {
    const quantity = quantities.get(partnerId);
    return quantity === undefined ? [] : [[id, quantity] as const];
  });
  return new Map(entries);
}
