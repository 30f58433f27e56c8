import type { PartnerSnapshot, PersonSnapshot, Restatement, Snapshot, SourceSnapshot } from "../domain/snapshot.ts";
import { type FactsJson, factsJson } from "./facts-json.ts";
import { readJson } from "./read-json.ts";

type Row<List extends "sources" | "partners" | "persons" | "restatements"> = FactsJson[List][number];

/**
 * Reads the output of `printFacts`.
 *
 * @returns `undefined` for a layout that this version does not know, even if it has this version's number: a run must
 *   not fail every night because of what an earlier one left behind
 */
export function readFacts(text: string): Snapshot | undefined {
  const written = readJson(factsJson, text);
  if (written === undefined) return undefined;
  const { layout: _layout, sources, partners, persons, restatements, ...head } = written;
  const { months } = head.window;
  const files = sources.map(([, file]) => file);
  return {
    ...head,
    sources: sources.map((row) => sourceSnapshotOf(row, months)),
    partners: partners.map((row) => partnerOf(row, months, files)),
    persons: persons.map(personOf),
    restatements: restatements.map(restatementOf),
  };
}

function sourceSnapshotOf(row: Row<"sources">, windowMonths: readonly string[]): SourceSnapshot {
  const [kind, file, format, sha256, rows, countedRows, newestMonth, totals] = row;
  const months = new Map(totals.map(([monthAt, usd]) => [windowMonths[monthAt] ?? "", BigInt(usd)]));
  return { kind, file, format, sha256, rows, countedRows, newestMonth, months };
}

function partnerOf(row: Row<"partners">, months: readonly string[], files: readonly string[]): PartnerSnapshot {
  const [partnerId, partnerName, market, tier, nextTier, nextTierFinding, amounts, unknown = []] = row;
  return {
    partnerId,
    partnerName,
    market,
    unknown,
    tier,
    nextTier: nextTier ?? undefined,
    nextTierFinding: nextTierFinding ?? undefined,
    amounts: amounts.map(([monthAt, fileAt, usd]) => ({
      month: months[monthAt] ?? "",
      file: files[fileAt] ?? "",
      usd: BigInt(usd),
    })),
  };
}

function personOf([keys, label, partnerId, standings]: Row<"persons">): PersonSnapshot {
  const routes = new Map(standings.map(([route, reason, since]) => [route, { reason, since }]));
  return { keys, label, partnerId, routes };
}

function restatementOf(row: Row<"restatements">): Restatement {
  const [partnerId, month, file, asOfBefore, asOfAfter, before, after] = row;
  return { partnerId, month, file, asOfBefore, asOfAfter, before: BigInt(before), after: BigInt(after) };
}
