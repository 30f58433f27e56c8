import { usd } from "../../src/domain/money.ts";
import type { PersonReason } from "../../src/domain/person.ts";
import type { PartnerSnapshot, PersonSnapshot, Snapshot, SourceSnapshot } from "../../src/domain/snapshot.ts";
import { windowFor } from "../../src/domain/window.ts";

/** The facts of a run without partners, as of 2017-08-15: what a test says about it replaces the rest. */
export function snapshot(facts: Partial<Snapshot> = {}): Snapshot {
  const asOf = facts.asOf ?? "2017-08-15";
  return {
    asOf,
    window: windowFor(asOf, { mode: "complete-months", settleDays: 0 }),
    rules: {
      id: "rules",
      revision: "A",
      requirements: { developed: { silver: "15000", gold: "100000" }, emerging: { silver: "10000", gold: "100000" } },
      routes: "exams: 70-532",
      settings: "close from 80",
    },
    terms: { association: "", "exchange rates": "", "accepted associations": "dpor", settings: "", program: "1" },
    consumptionRead: true,
    transcriptsRead: true,
    sources: [],
    partners: [],
    personKeyId: "secret",
    persons: [],
    restatements: [],
    ...facts,
  };
}

/** A partner with dollars by month and file: `{ "2017-06": { "a.csv": "100" } }`. */
export function partner(
  dollars: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  facts: Partial<PartnerSnapshot> = {},
): PartnerSnapshot {
  const amounts = Object.entries(dollars).flatMap(([month, files]) =>
    Object.entries(files).map(([file, text]) => ({ month, file, usd: usd(text) })),
  );
  const verdict = { tier: "none", nextTier: "silver", nextTierFinding: "short" } as const;
  return {
    partnerId: "1000",
    partnerName: "Contoso",
    market: "developed",
    ...verdict,
    unknown: [],
    amounts,
    ...facts,
  };
}

/** A consumption file with its dollars by month; its content is called after it unless said. */
export function source(
  file: string,
  dollars: Readonly<Record<string, string>> = {},
  sha256 = `content of ${file}`,
): SourceSnapshot {
  const months = new Map(Object.entries(dollars).map(([month, text]) => [month, usd(text)]));
  const counted = { rows: 1, countedRows: 1, newestMonth: "2017-06" };
  return { kind: "consumption", file, format: "tierbook", sha256, ...counted, months };
}

/** A person with their standing by route, all since the first of January. */
export function person(
  keys: readonly string[],
  partnerId: string,
  routes: Readonly<Record<string, PersonReason>> = { exams: "counted" },
): PersonSnapshot {
  const standings = Object.entries(routes).map(([route, reason]) => [route, { reason, since: "2017-01-01" }] as const);
  return { keys, label: `${keys[0]}@contoso.com`, partnerId, routes: new Map(standings) };
}
