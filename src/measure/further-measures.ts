import type { FurtherMeasured } from "../domain/further.ts";
import type { Quantity } from "../domain/requirement.ts";
import type { Connection } from "../partials/duckdb/engine.ts";
import type { FurtherMeasure } from "./further-measure.ts";

/** Measures of every run, whether or not its rules need them. A new measure is one line here. */
const furtherMeasures: readonly FurtherMeasure[] = [];

/**
 * Runs one query for each measure.
 *
 * @param credited - a query with the columns of `creditedQuery`
 * @param measures - all of them unless given
 */
export async function measureFurther(
  connection: Connection,
  credited: string,
  measures = furtherMeasures,
): Promise<FurtherMeasured> {
  const measured = new Map<string, ReadonlyMap<string, Quantity>>();
  for (const { id, query } of measures) measured.set(id, await query(connection, credited));
  return measured;
}
