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
 * `facts.json` as it stands in the file: long lists as rows, files and months by their place in a list, amounts in
 * ten-billionths of a dollar, as text.
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
  readonly partners: readonly WrittenPartner[];
  readonly persons: readonly WrittenPerson[];
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

/**
 * Prints `facts.json`: one line a partner, person, source and restatement, so that two of them can be compared by eye.
 *
 * @param called - how a person is called in the file: the label itself, or a masked one
 */
export function printSnapshot(snapshot: Snapshot, called: (label: string) => string): string {
  const { sources, partners, persons, restatements, ...head } = snapshot;
  const fileAt = new Map(sources.map(({ file }, index) => [file, index]));
  const monthAt = new Map(snapshot.window.months.map((month, index) => [month, index]));
  const lists = {
    sources: sources.map((s) => [
      s.kind,
      s.file,
      s.format,
      s.sha256,
      s.rows,
      s.countedRows,
      s.newestMonth,
      totalsOf(s, monthAt),
    ]),
    partners: partners.map((partner) => [...partnerHead(partner), amountsOf(partner, fileAt, monthAt)]),
    persons: persons.map((p) => [p.keys, called(p.label), p.partnerId, routesOf(p)]),
    restatements: restatements.map((r) => [
      r.partnerId,
      r.month,
      r.file,
      r.asOfBefore,
      r.asOfAfter,
      String(r.before),
      String(r.after),
    ]),
  };
  const printed = Object.entries(lists).map(([name, rows]) => `${JSON.stringify(name)}:${printRows(rows)}`);
  return `${JSON.stringify({ layout, ...head }).slice(0, -1)},\n${printed.join(",\n")}}\n`;
}

function printRows(rows: readonly unknown[]): string {
  return rows.length === 0 ? "[]" : `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
}

function partnerHead({ partnerId, partnerName, market, tier, nextTier, nextTierFinding }: PartnerSnapshot) {
  return [partnerId, partnerName, market, tier, nextTier ?? null, nextTierFinding ?? null];
}

type Places = ReadonlyMap<string, number>;

function amountsOf({ months }: PartnerSnapshot, fileAt: Places, monthAt: Places) {
  return [...months].flatMap(([month, files]) =>
    files.map(({ file, usd: amount }) => [monthAt.get(month), fileAt.get(file), String(amount)]),
  );
}

function totalsOf({ months }: SourceSnapshot, monthAt: Places) {
  return [...months].map(([month, amount]) => [monthAt.get(month), String(amount)]);
}

function routesOf({ routes }: PersonSnapshot) {
  return [...routes].map(([route, { reason, since }]) => [route, reason, since]);
}

/**
 * Reads what `printSnapshot` printed. That the text is as it was written is the caller's to make sure.
 *
 * @returns `undefined` for a layout that this version does not know, also where it bears this one's number: a run must
 *   not fail, night after night, for what an earlier one left
 */
export function readSnapshot(text: string): Snapshot | undefined {
  try {
    const written = JSON.parse(text) as WrittenFacts;
    return written.layout === layout ? snapshotFrom(written) : undefined;
  } catch {
    return undefined;
  }
}

function snapshotFrom(written: WrittenFacts): Snapshot {
  const { layout: _, sources, partners, persons, restatements, ...head } = written;
  const files = sources.map(([, file]) => file);
  return {
    ...head,
    sources: sources.map(([kind, file, format, sha256, rows, countedRows, newestMonth, totals]) => ({
      ...{ kind, file, format, sha256 },
      ...{ rows, countedRows, newestMonth },
      months: new Map(totals.map(([monthAt, amount]) => [head.window.months[monthAt] ?? "", BigInt(amount)])),
    })),
    partners: partners.map((partner) => readPartner(partner, head.window.months, files)),
    persons: persons.map(([keys, label, partnerId, routes]) => ({
      ...{ keys, label, partnerId },
      routes: new Map(routes.map(([route, reason, since]) => [route, { reason, since }])),
    })),
    restatements: restatements.map(readRestatement),
  };
}

function readPartner(written: WrittenPartner, months: readonly string[], files: readonly string[]): PartnerSnapshot {
  const [partnerId, partnerName, market, tier, nextTier, nextTierFinding, amounts] = written;
  const byMonth = new Map<string, { file: string; usd: bigint }[]>();
  for (const [monthAt, fileAt, amount] of amounts) {
    const month = months[monthAt] ?? "";
    const share = { file: files[fileAt] ?? "", usd: BigInt(amount) };
    const known = byMonth.get(month);
    if (known === undefined) byMonth.set(month, [share]);
    else known.push(share);
  }
  const verdict = { tier, nextTier: nextTier ?? undefined, nextTierFinding: nextTierFinding ?? undefined };
  return { partnerId, partnerName, market, ...verdict, months: byMonth };
}

function readRestatement(written: WrittenFacts["restatements"][number]): Restatement {
  const [partnerId, month, file, asOfBefore, asOfAfter, before, after] = written;
  return { partnerId, month, file, asOfBefore, asOfAfter, before: BigInt(before), after: BigInt(after) };
}
