import { addDays } from "../../src/domain/window.ts";
import type { Files } from "../fixtures/job-folder.ts";

/** Someone of a desk with the credential they passed; who moves gets a further row. */
interface Passed {
  readonly id: string;
  readonly partner: string;
  readonly credential: string;
  readonly on: string;
  readonly expires: string;
}

/** A desk that changes every night: exports grow and are restated, people come and go, partners and countries change. */
export interface Desk {
  /** The input files of one night; removed are those of two nights before. */
  night(day: string): { readonly files: Files; readonly removed: string };
}

const credentials = ["70-532", "70-533", "70-534", "70-535", "13736"];
const start = 1_300_001;

/**
 * Makes a desk of some partners around the silver and the gold threshold.
 *
 * @param seed - the same seed makes the same year
 * @param firstDay - of the year; the twelve months before it are there already
 */
export function makeDesk(seed: number, firstDay: string): Desk {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const partners = new Map<string, { rate: number; country: string; months: Map<string, number> }>();
  const people: Passed[] = [];
  const lines = new Map<string, string>();
  let [partnerCount, personCount] = [0, 0];

  const addPartner = () => {
    const id = String(start + partnerCount);
    partnerCount += 1;
    // Cents a day that come to some 80 to 120 % of 15,000 or 100,000 dollars a year.
    const rate = (partnerCount % 2 === 0 ? 4_100 : 27_400) * (0.8 + random() * 0.4);
    partners.set(id, { rate, country: pick(["France", "India"]) ?? "", months: new Map() });
  };
  const spend = (day: string) => {
    for (const { rate, months } of partners.values()) {
      const month = day.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + Math.round(rate * (0.5 + random())));
    }
  };
  const restate = () => {
    const months = pick([...partners.values()])?.months ?? new Map<string, number>();
    const month = pick([...months.keys()]);
    if (month !== undefined) months.set(month, Math.round((months.get(month) ?? 0) * (0.5 + random())));
  };
  const join = (day: string) => {
    personCount += 1;
    const expires = chance(0.5) ? addDays(day, Math.floor(random() * 200)) : "";
    const partner = pick([...partners.keys()]) ?? "";
    people.push({ id: `P${personCount}`, partner, credential: pick(credentials) ?? "", on: day, expires });
  };
  const move = (day: string) => {
    const person = pick(people);
    if (person !== undefined) people.push({ ...person, partner: pick([...partners.keys()]) ?? "", on: day });
  };
  const leave = () => {
    const gone = pick(people)?.id;
    people.splice(0, people.length, ...people.filter(({ id }) => id !== gone));
  };
  const close = () => {
    const gone = pick([...partners.keys()]) ?? "";
    partners.delete(gone);
    for (const [unit, partner] of lines) if (partner === gone) lines.delete(unit);
    people.splice(0, people.length, ...people.filter(({ partner }) => partner !== gone));
  };
  const emigrate = () => {
    const partner = pick([...partners.values()]);
    if (partner !== undefined) partner.country = partner.country === "France" ? "India" : "France";
  };

  for (let index = 0; index < 8; index += 1) addPartner();
  for (let days = 395; days > 0; days -= 1) spend(addDays(firstDay, -days));
  for (let index = 0; index < 12; index += 1) join(addDays(firstDay, -index * 20));

  return {
    night(day) {
      spend(addDays(day, -1));
      if (chance(0.3)) restate();
      if (chance(0.12)) join(addDays(day, -1));
      if (chance(0.08)) leave();
      if (chance(0.06)) move(addDays(day, -1));
      if (chance(0.08)) lines.set(pick(["unit-1", "unit-2"]) ?? "", pick([...partners.keys()]) ?? "");
      if (chance(0.03)) addPartner();
      if (chance(0.02)) close();
      if (chance(0.02)) emigrate();
      const insights = [...partners].flatMap(([id, { months }]) =>
        [...months].map(([month, cents]) => `${id},tenant-${id},sub-${id},${month}-01,${dollars(cents)},DPOR`),
      );
      return {
        files: {
          [usageFile(day)]:
            `MPNId,CustomerTenantId,SubscriptionId,Month,ACR_USD,PartnerAttributionType\n${insights.join("\n")}\n`,
          "consumption/agreement.csv": agreement(firstDay),
          "transcripts/people.csv": `person_id,email,partner_id,credential,title,completed_on,expires_on,result\n${people.map(personRow).join("\n")}\n`,
          "partners.csv": `partner_id,partner_name,country\n${[...partners].map(([id, { country }]) => `${id},Contoso ${id},${country}`).join("\n")}\n`,
          "associations.csv": `partner_id,customer_id,subscription_id,association,from,to\n${[...lines].map(([unit, id]) => `${id},,${unit},tpor,,`).join("\n")}\n`,
        },
        removed: usageFile(addDays(day, -2)),
      };
    },
  };
}

function usageFile(day: string): string {
  return `consumption/AzureUsage_${day}.csv`;
}

function personRow({ id, partner, credential, on, expires }: Passed): string {
  return `${id},${id.toLowerCase()}@contoso.com,${partner},${credential},,${on},${expires},pass`;
}

/** Consumption that names no partner: `associations.csv` says whose it is, and changes its mind. */
function agreement(firstDay: string): string {
  const days = Array.from({ length: 24 }, (_, index) => addDays(firstDay, index * 30 - 360));
  const rows = days.flatMap((day) => [`unit-1,${day},1301.0000000001,profile`, `unit-2,${day},-17.5,profile`]);
  return `SubscriptionId,date,costInUsd,billingProfileId\n${rows.join("\n")}\n`;
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** A small generator of numbers from 0 up to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
