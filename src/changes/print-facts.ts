import type { PartnerSnapshot, PersonSnapshot, Snapshot, SourceSnapshot } from "../domain/snapshot.ts";
import { type FactLines, layout } from "./written-facts.ts";

/**
 * Prints a line for each partner and person, so that two runs can be compared by eye.
 *
 * @param called - how a person is called in the file: the label itself, or a masked one
 */
export function printLines(snapshot: Snapshot, called: (label: string) => string): FactLines {
  const places = placesOf(snapshot);
  return {
    partners: snapshot.partners.map((partner) => printPartner(partner, places)),
    persons: snapshot.persons.map((p) => JSON.stringify([p.keys, called(p.label), p.partnerId, routesOf(p)])),
  };
}

/**
 * Prints `facts.json`: a line for each source and restatement, too.
 *
 * @param lines - of the same partners and persons, from `printLines`
 */
export function printSnapshot(snapshot: Snapshot, lines: FactLines): string {
  const { sources, partners: _partners, persons: _persons, restatements, ...head } = snapshot;
  const { monthAt } = placesOf(snapshot);
  const lists = {
    sources: sources.map((s) =>
      JSON.stringify([s.kind, s.file, s.format, s.sha256, s.rows, s.countedRows, s.newestMonth, totalsOf(s, monthAt)]),
    ),
    partners: lines.partners,
    persons: lines.persons,
    restatements: restatements.map((r) =>
      JSON.stringify([r.partnerId, r.month, r.file, r.asOfBefore, r.asOfAfter, String(r.before), String(r.after)]),
    ),
  };
  const printed = Object.entries(lists).map(([name, rows]) => `${JSON.stringify(name)}:${printRows(rows)}`);
  return `${JSON.stringify({ layout, ...head }).slice(0, -1)},\n${printed.join(",\n")}}\n`;
}

function printRows(rows: readonly string[]): string {
  return rows.length === 0 ? "[]" : `[\n${rows.join(",\n")}\n]`;
}

/** Where files and months stand in their lists. */
interface Places {
  readonly fileAt: ReadonlyMap<string, number>;
  readonly monthAt: ReadonlyMap<string, number>;
}

function placesOf({ sources, window }: Pick<Snapshot, "sources" | "window">): Places {
  return {
    fileAt: new Map(sources.map(({ file }, index) => [file, index])),
    monthAt: new Map(window.months.map((month, index) => [month, index])),
  };
}

function printPartner({ amounts, ...partner }: PartnerSnapshot, { fileAt, monthAt }: Places): string {
  const { partnerId, partnerName, market, tier, nextTier, nextTierFinding } = partner;
  const head = JSON.stringify([partnerId, partnerName, market, tier, nextTier ?? null, nextTierFinding ?? null]);
  const printed = amounts.map(
    ({ month, file, usd }) => `[${monthAt.get(month) ?? null},${fileAt.get(file) ?? null},"${usd}"]`,
  );
  return `${head.slice(0, -1)},[${printed.join(",")}]]`;
}

function totalsOf({ months }: SourceSnapshot, monthAt: Places["monthAt"]) {
  return [...months].map(([month, amount]) => [monthAt.get(month), String(amount)]);
}

function routesOf({ routes }: PersonSnapshot) {
  return [...routes].map(([route, { reason, since }]) => [route, reason, since]);
}
