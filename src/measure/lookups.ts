import { type Association, type AssociationKind, associationKinds } from "../domain/association.ts";
import { type Connection, flag, int, optional, text } from "../partials/duckdb/engine.ts";
import type { FileEntry } from "../sources/file-groups.ts";

/** What the rules look up besides the partials. */
export interface Lookups {
  readonly files: readonly FileEntry[];
  readonly associations: readonly Association[];
  /** Kinds that the consumption requirement accepts (S6). */
  readonly accepted: readonly AssociationKind[];
}

const fileShape = { file: int, format: text, grain: text, supersede: text, grp: int, age: int };
const associationShape = {
  partner: text,
  customer: text,
  subscription: text,
  kind: text,
  first_day: optional(text),
  last_day: optional(text),
};

/** Creates the tables `files`, `lost_months`, `associations` and `kinds`. */
export async function loadLookups(connection: Connection, lookups: Lookups): Promise<void> {
  const { files, associations, accepted } = lookups;
  await connection.createTable(
    "files",
    fileShape,
    files.map(({ number, group, lostMonths, ...file }) => ({ ...file, file: number, grp: group })),
  );
  await connection.createTable(
    "lost_months",
    { file: int, month: text },
    files.flatMap(({ number, lostMonths }) => lostMonths.map((month) => ({ file: number, month }))),
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

/** Creates a table of association kinds: whether each is accepted, and the order that settles a tie (S7). */
export async function loadKinds(
  connection: Connection,
  name: string,
  accepted: readonly AssociationKind[],
): Promise<void> {
  await connection.createTable(
    name,
    { kind: text, rank: int, accepted: flag },
    associationKinds.map((kind, rank) => ({ kind, rank, accepted: accepted.includes(kind) })),
  );
}
