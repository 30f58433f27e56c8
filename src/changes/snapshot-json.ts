import type { PersonReason } from "../domain/person.ts";
import type {
  PartnerSnapshot,
  PersonSnapshot,
  Restatement,
  RouteStanding,
  Snapshot,
  SourceSnapshot,
} from "../domain/snapshot.ts";

/** Changes with anything that changes the layout, so that no run reads facts in a layout it does not know. */
const layout = 1;

/**
 * `facts.json` as it stands in the file, but for the lists `partners` and `persons`: long lists as rows, files and months
 * by their place in a list, amounts in ten-billionths of a dollar, as text.
 */
interface WrittenFacts extends Omit<Snapshot, "sources" | "partners" | "persons" | "restatements"> {
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
type WrittenPartner = readonly [
  string,
  string,
  PartnerSnapshot["market"],
  PartnerSnapshot["tier"],
  PartnerSnapshot["nextTier"] | null,
  PartnerSnapshot["nextTierFinding"] | null,
  readonly (readonly [number, number, string])[],
];

/** The routes are id, reason, day. */
type WrittenPerson = readonly [
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

/** What `printSnapshot` printed, as far as it is read at once: most partners and persons are never looked at. */
export interface OpenedFacts extends Omit<Snapshot, "partners" | "persons">, FactLines {}

/**
 * Takes apart what `printSnapshot` printed. That the text is as it was written is the caller's to make sure.
 *
 * @returns `undefined` for a layout that this version does not know, also where it bears this one's number: a run must
 *   not fail, night after night, for what an earlier one left
 */
export function openFacts(text: string): OpenedFacts | undefined {
  const partners = listIn(text, "partners");
  const persons = listIn(text, "persons");
  if (partners === undefined || persons === undefined) return undefined;
  const rest = text.slice(0, partners.start) + text.slice(partners.end, persons.start) + text.slice(persons.end);
  return unlessUnknown(() => {
    const written = JSON.parse(rest) as WrittenFacts;
    if (written.layout !== layout) return undefined;
    return { ...restFrom(written), partners: partners.lines, persons: persons.lines };
  });
}

/** A list of the file, with the comma after it: its lines, and where it stands. No text inside a line has a line break. */
function listIn(text: string, name: keyof FactLines) {
  const opening = `\n"${name}":[`;
  const start = text.indexOf(opening);
  const first = start + opening.length;
  if (start < 0) return undefined;
  if (text.startsWith("],", first)) return { start, end: first + 2, lines: [] };
  const last = text.indexOf("\n],", first);
  return last < 0 ? undefined : { start, end: last + 3, lines: text.slice(first + 1, last).split(",\n") };
}

function unlessUnknown<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Reads the lines of opened facts through.
 *
 * @returns `undefined` as `openFacts` does
 */
export function readFacts({ partners, persons, ...rest }: OpenedFacts): Snapshot | undefined {
  const files = rest.sources.map(({ file }) => file);
  return unlessUnknown(() => ({
    ...rest,
    partners: parseLines<WrittenPartner>(partners).map((each) => readPartner(each, rest.window.months, files)),
    persons: parseLines<WrittenPerson>(persons).map(readPerson),
  }));
}

function parseLines<Written>(lines: readonly string[]): readonly Written[] {
  return JSON.parse(`[${lines.join(",")}]`) as readonly Written[];
}

/** Reads what `printSnapshot` printed, all of it; `undefined` as `openFacts` does. */
export function readSnapshot(text: string): Snapshot | undefined {
  const opened = openFacts(text);
  return opened && readFacts(opened);
}

function restFrom({ layout: _, sources, restatements, ...head }: WrittenFacts): Omit<Snapshot, "partners" | "persons"> {
  return {
    ...head,
    sources: sources.map(([kind, file, format, sha256, rows, countedRows, newestMonth, totals]) => ({
      ...{ kind, file, format, sha256 },
      ...{ rows, countedRows, newestMonth },
      months: new Map(totals.map(([monthAt, amount]) => [head.window.months[monthAt] ?? "", BigInt(amount)])),
    })),
    restatements: restatements.map(readRestatement),
  };
}

function readPartner(written: WrittenPartner, months: readonly string[], files: readonly string[]): PartnerSnapshot {
  const [partnerId, partnerName, market, tier, nextTier, nextTierFinding, amounts] = written;
  const verdict = { tier, nextTier: nextTier ?? undefined, nextTierFinding: nextTierFinding ?? undefined };
  return {
    ...{ partnerId, partnerName, market, ...verdict },
    amounts: amounts.map(([monthAt, fileAt, amount]) => ({
      month: months[monthAt] ?? "",
      file: files[fileAt] ?? "",
      usd: BigInt(amount),
    })),
  };
}

function readPerson([keys, label, partnerId, routes]: WrittenPerson): PersonSnapshot {
  return {
    ...{ keys, label, partnerId },
    routes: new Map(routes.map(([route, reason, since]) => [route, { reason, since }])),
  };
}

function readRestatement(written: WrittenFacts["restatements"][number]): Restatement {
  const [partnerId, month, file, asOfBefore, asOfAfter, before, after] = written;
  return { partnerId, month, file, asOfBefore, asOfAfter, before: BigInt(before), after: BigInt(after) };
}
