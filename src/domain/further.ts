import type { Quantity } from "./requirement.ts";

/** Measures other than consumption and people: quantities by measure id, then by partner id. */
export type FurtherMeasured = ReadonlyMap<string, ReadonlyMap<string, Quantity>>;

const nothing: ReadonlyMap<string, Quantity> = new Map();

/** Returns one partner's quantities by measure id; a measure without a quantity for the partner is absent. */
export function furtherOf(further: FurtherMeasured, partnerId: string): ReadonlyMap<string, Quantity> {
  if (further.size === 0) return nothing;
  const entries = [...further].flatMap(([id, quantities]) => {
    const quantity = quantities.get(partnerId);
    return quantity === undefined ? [] : [[id, quantity] as const];
  });
  return new Map(entries);
}
