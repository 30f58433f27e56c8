import type { FurtherMeasured } from "../domain/further.ts";
import type { Quantity } from "../domain/requirement.ts";
import type { Connection } from "../partials/duckdb/engine.ts";

/** A quantity of each partner that a kind of requirement asks for, besides consumption and people. */
export interface FurtherMeasure {
  /** Under which the kind finds it among the facts of a partner. */
  readonly id: string;
  /**
   * Asks the table `partials` and those that `loadLookups` and `bucketRows` create.
   *
   * @returns the quantity by partner id; a partner without one is absent
   */
  query(connection: Connection): Promise<ReadonlyMap<string, Quantity>>;
}

/** What is measured in every run. A new measure is a line here. */
const furtherMeasures: readonly FurtherMeasure[] = [];

/** Runs one query a measure: all that there are, unless given. */
export async function measureFurther(connection: Connection, measures = furtherMeasures): Promise<FurtherMeasured> {
  const measured = new Map<string, ReadonlyMap<string, Quantity>>();
  for (const { id, query } of measures) measured.set(id, await query(connection));
  return measured;
}
