import type { TranscriptRow } from "../domain/person.ts";

/** Transcript rows grouped by person. */
export interface Persons {
  /** The rows of each person, in the order given. */
  readonly groups: readonly (readonly TranscriptRow[])[];
  /** Returns the group that another row shares an id with, or `undefined` if there is none. */
  readonly groupOf: (row: TranscriptRow) => readonly TranscriptRow[] | undefined;
}

/**
 * Groups rows that share a certification id, an e-mail address or a user id, directly or through other rows (S10).
 */
export function groupPersons(rows: readonly TranscriptRow[]): Persons {
  const parents = new Map<string, string>();
  const firstIds: string[] = [];
  for (const row of rows) {
    const ids = personIds(row);
    const [first = ""] = ids;
    for (const id of ids) join(parents, first, id);
    firstIds.push(first);
  }
  const groups = new Map<string, TranscriptRow[]>();
  for (const [index, row] of rows.entries()) {
    const root = rootOf(parents, firstIds[index] ?? "");
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [row]);
    else group.push(row);
  }
  const groupOf = (row: TranscriptRow) => {
    const known = personIds(row).find((id) => parents.has(id));
    return known === undefined ? undefined : groups.get(rootOf(parents, known));
  };
  return { groups: [...groups.values()], groupOf };
}

/** Returns the ids of a row's person, each with its kind: an e-mail address never matches an identical user id. */
export function personIds({ mcpId, emails, userId }: TranscriptRow): string[] {
  const ids = emails.map((email) => `email ${email.toLowerCase()}`);
  if (mcpId !== "") ids.push(`mcp ${mcpId}`);
  if (userId !== "") ids.push(`user ${userId.toLowerCase()}`);
  return ids;
}

function join(parents: Map<string, string>, a: string, b: string): void {
  const root = rootOf(parents, a);
  const other = a === b ? root : rootOf(parents, b);
  if (root !== other || !parents.has(root)) parents.set(other, root);
}

/** Finds the root of an id, and shortens the path for later calls. */
function rootOf(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) {
    parents.set(root, parents.get(parent) ?? parent);
    root = parent;
  }
  return root;
}
