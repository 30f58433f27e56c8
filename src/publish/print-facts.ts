import { invariant } from "../domain/invariant.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { type FactsJson, layout } from "./facts-json.ts";

/**
 * Prints `facts.json` with one line per source, partner, person and restatement, so that people can compare two runs.
 *
 * @param called - returns a person's name in the file: the label itself, or a masked one
 */
export function printFacts(snapshot: Snapshot, called: (label: string) => string): string {
  const { sources, partners, persons, restatements, ...head } = writtenFacts(snapshot, called);
  const fields = Object.entries(head).map(([name, value]) => printField(name, JSON.stringify(value)));
  const lists = Object.entries({ sources, partners, persons, restatements }).map(([name, rows]) =>
    printField(name, printRows(rows)),
  );
  return `{${[fields.join(), ...lists].join(",\n")}}\n`;
}

function printField(name: string, value: string): string {
  return `${JSON.stringify(name)}:${value}`;
}

function printRows(rows: readonly unknown[]): string {
  return rows.length === 0 ? "[]" : `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
}

function writtenFacts(snapshot: Snapshot, called: (label: string) => string): FactsJson {
  const { sources, partners, persons, restatements, ...head } = snapshot;
  const monthAt = placesOf(head.window.months);
  const fileAt = placesOf(sources.map(({ file }) => file));
  return {
    layout,
    ...head,
    window: { ...head.window, months: [...head.window.months] },
    sources: sources.map((s) => [
      ...([s.kind, s.file, s.format, s.sha256, s.rows, s.countedRows, s.newestMonth] as const),
      [...s.months].map(([month, usd]) => [monthAt(month), String(usd)]),
    ]),
    partners: partners.map((p) => [
      ...([p.partnerId, p.partnerName, p.market, p.tier, p.nextTier ?? null, p.nextTierFinding ?? null] as const),
      p.amounts.map(({ month, file, usd }) => [monthAt(month), fileAt(file), String(usd)] as const),
      [...p.unknown],
    ]),
    persons: persons.map((p) => [
      [...p.keys],
      called(p.label),
      p.partnerId,
      [...p.routes].map(([route, { reason, since }]) => [route, reason, since]),
    ]),
    restatements: restatements.map((r) => [
      ...([r.partnerId, r.month, r.file, r.asOfBefore, r.asOfAfter, String(r.before), String(r.after)] as const),
    ]),
  };
}

/** Returns a function that finds the index of a file or month in its list. */
function placesOf(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, index) => [name, index]));
  return (name) => {
    const place = places.get(name);
    invariant(place !== undefined, `${name} is not in its list`);
    return place;
  };
}
