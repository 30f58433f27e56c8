import type { FurtherMeasured } from "../domain/further.ts";
import type { Quantity } from "../domain/requirement.ts";
import type { Connection } from "../partials/duckdb/engine.ts";

/** A quantity of each partner that a kind of requirement needs, besides consumption and people. */
export interface FurtherMeasure {
  /** Id under which the kind of requirement finds it among the facts of a partner. */
  readonly id: string;
  /**
   * Queries the table `partials` and those that `loadLookups` and `bucketRows` create.
   *
   * @returns the quantity by partner id; a partner without one is absent
   */
  query(connection: Connection): Promise<ReadonlyMap<string, Quantity>>;
}

/** Measures of every run. A new measure is one line here. */
const furtherMeasures: readonly FurtherMeasure[] = [];

/** Runs one query for each measure; all of them unless given. */
export async function measureFurther(connection: Connection, measures = furtherMeasures): Promise<FurtherMeasured> {
  const measured = new Map<string, ReadonlyMap<string, Quantity>>();
  for (const { id, query } of measures) measured.set(id, await query(connection));
  return measured;
}
