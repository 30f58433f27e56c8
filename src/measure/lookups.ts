import { type Association, type AssociationKind, associationKinds } from "../domain/association.ts";
import { type Connection, flagType, intType, nullable, textType } from "../partials/duckdb/engine.ts";
import type { FileEntry } from "../sources/file-groups.ts";

/** Tables that the rules look things up in, besides the partials. */
export interface Lookups {
  readonly files: readonly FileEntry[];
  readonly associations: readonly Association[];
  /** Kinds that the consumption requirement accepts (S6). */
  readonly accepted: readonly AssociationKind[];
}

const fileShape = {
  ...{ file: intType, format: textType, grain: textType, supersede: textType },
  ...{ grp: intType, part: intType, age: intType },
};
const associationShape = {
  partner: textType,
  customer: textType,
  subscription: textType,
  kind: nullable(textType),
  first_day: nullable(textType),
  last_day: nullable(textType),
};

/** Creates the tables `files`, `lost_days`, `associations` and `kinds`. */
export async function loadLookups(connection: Connection, lookups: Lookups): Promise<void> {
  const { files, associations, accepted } = lookups;
  await connection.createTable(
    "files",
    fileShape,
    files.map(({ number, group, lostDays, ...file }) => ({ ...file, file: number, grp: group })),
  );
  await connection.createTable(
    "lost_days",
    { file: intType, first_day: textType, last_day: textType, age: intType },
    files.flatMap(({ number, lostDays }) =>
      lostDays.map(({ firstDay, lastDay, age }) => ({ file: number, first_day: firstDay, last_day: lastDay, age })),
    ),
  );
  await connection.createTable(
    "associations",
    associationShape,
    associations.map(({ partnerId, customerId, subscriptionId, kind, from, to }) => ({
      ...{ partner: partnerId, customer: customerId, subscription: subscriptionId, kind },
      ...{ first_day: from, last_day: to },
    })),
  );
  await loadKinds(connection, "kinds", accepted);
}

/** Creates a table of association kinds: whether each is accepted, and its rank, which settles ties (S7). */
export async function loadKinds(
  connection: Connection,
  name: string,
  accepted: readonly AssociationKind[],
): Promise<void> {
  await connection.createTable(
    name,
    { kind: textType, rank: intType, accepted: flagType },
    associationKinds.map((kind, rank) => ({ kind, rank, accepted: accepted.includes(kind) })),
  );
}
