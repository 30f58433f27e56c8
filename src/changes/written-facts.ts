import type { PersonReason } from "../domain/person.ts";
import type { PartnerSnapshot, RouteStanding, Snapshot, SourceSnapshot } from "../domain/snapshot.ts";

/** Changes with anything that changes the layout, so that no run reads facts in a layout it does not know. */
export const layout = 1;

/**
 * `facts.json` as it stands in the file, but for the lists `partners` and `persons`: long lists as rows, files and months
 * by their place in a list, amounts in ten-billionths of a dollar, as text.
 */
export interface WrittenFacts extends Omit<Snapshot, "sources" | "partners" | "persons" | "restatements"> {
  readonly layout: number;
  readonly sources: readonly (readonly [
    SourceSnapshot["kind"],
    string,
    string,
    string,
    number,
    number,
    SourceSnapshot["newestMonth"],
    readonly (readonly [number, string])[],
  ])[];
  readonly restatements: readonly (readonly [string, string, string, string, string, string, string])[];
}

/** The amounts are month, file, ten-billionths of a dollar. */
export type WrittenPartner = readonly [
  string,
  string,
  PartnerSnapshot["market"],
  PartnerSnapshot["tier"],
  PartnerSnapshot["nextTier"] | null,
  PartnerSnapshot["nextTierFinding"] | null,
  readonly (readonly [number, number, string])[],
];

/** The routes are id, reason, day. */
export type WrittenPerson = readonly [
  readonly string[],
  string,
  string,
  readonly (readonly [string, PersonReason, RouteStanding["since"]])[],
];

/** The lines of `facts.json` about partners and persons: equal lines, equal facts, where files and months have equal places. */
export interface FactLines {
  readonly partners: readonly string[];
  readonly persons: readonly string[];
}
