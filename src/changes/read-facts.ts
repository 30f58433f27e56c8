import type { PartnerSnapshot, PersonSnapshot, Restatement, Snapshot } from "../domain/snapshot.ts";
import { type FactLines, layout, type WrittenFacts, type WrittenPartner, type WrittenPerson } from "./written-facts.ts";

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
