import type { Quantity } from "../domain/requirement.ts";
import type { Connection } from "../partials/duckdb/engine.ts";

/** A quantity of each partner that a kind of requirement needs, besides consumption and people. */
export interface FurtherMeasure {
  /** Id under which the kind of requirement finds it among the facts of a partner. */
  readonly id: string;
  /**
   * Queries the run's database: `partials` has every row, also superseded ones, and no partner where associations.csv
   * credits.
   *
   * @param credited - a query with the columns of `creditedQuery`: who is credited with what, in which bucket
   * @returns the quantity by partner id; a partner without one is absent
   */
  query(connection: Connection, credited: string): Promise<ReadonlyMap<string, Quantity>>;
}
