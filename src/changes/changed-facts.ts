import type { Snapshot } from "../domain/snapshot.ts";
import { type OpenedFacts, readFacts } from "./read-facts.ts";
import type { FactLines } from "./written-facts.ts";

/** Two runs without the partners and persons about whom both say the same. */
export interface ChangedFacts {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/**
 * Leaves out what is the same in both runs, line by line: from night to night that is almost everything, and what is the
 * same has no part in any change or restatement. The lines of the earlier run that stay are read.
 *
 * @param lines - of `after`, as its own `facts.json` has them
 * @returns `undefined` where the earlier lines are of a layout that this version does not know
 */
export function changedFacts(before: OpenedFacts, after: Snapshot, lines: FactLines): ChangedFacts | undefined {
  const partners = havePlacesAlike(before, after)
    ? differing(before.partners, after.partners, lines.partners)
    : { before: before.partners, after: after.partners };
  const persons = differing(before.persons, after.persons, lines.persons);
  const read = readFacts({ ...before, partners: partners.before, persons: persons.before });
  return read && { before: read, after: { ...after, partners: partners.after, persons: persons.after } };
}

/** Lines of partners name files and months by their places. */
function havePlacesAlike(before: OpenedFacts, after: Snapshot): boolean {
  return placesOf(before) === placesOf(after);
}

function placesOf({ sources, window }: Pick<Snapshot, "sources" | "window">): string {
  return JSON.stringify([window.months, sources.map(({ file }) => file)]);
}

/** The lines that are there before but not after, and the items whose lines are there after but not before. */
function differing<Item>(before: readonly string[], after: readonly Item[], lines: readonly string[]) {
  const [earlier, present] = [new Set(before), new Set(lines)];
  return {
    before: before.filter((line) => !present.has(line)),
    after: after.filter((_, index) => !earlier.has(lines[index] ?? "")),
  };
}
