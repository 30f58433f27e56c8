import fc from "fast-check";
import { type WrittenAmount, writtenAmount } from "./random-amount.ts";

/** A day as some export writes it, and which day it is; `undefined` for what is none. */
interface WrittenDay {
  readonly text: string;
  readonly day: string | undefined;
}

/** One row of the plain layout. */
export interface PlainRow {
  readonly partner: string;
  readonly customer: string;
  readonly subscription: string;
  readonly day: WrittenDay;
  readonly amount: WrittenAmount;
  readonly label: string;
}

/** One line of `associations.csv`. */
export interface AssociationLine {
  readonly partner: string;
  readonly customer: string;
  readonly subscription: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

const twoDigits = (value: number) => String(value).padStart(2, "0");

const realDay = fc
  .record({
    month: fc.integer({ min: 0, max: 14 }),
    day: fc.integer({ min: 1, max: 28 }),
    style: fc.constantFrom("iso", "iso", "time", "slashed", "short"),
  })
  .map(({ month, day, style }): WrittenDay => {
    const [year, number] = [2016 + Math.floor((6 + month) / 12), ((6 + month) % 12) + 1];
    const iso = `${year}-${twoDigits(number)}-${twoDigits(day)}`;
    const texts = {
      iso,
      time: `${iso}T00:00:00Z`,
      slashed: `${twoDigits(number)}/${twoDigits(day)}/${year}`,
      short: `${number}/${day}/${String(year).slice(2)}`,
    };
    return { text: texts[style as keyof typeof texts], day: iso };
  });
const noDay = fc
  .constantFrom("", "2017-02-29", "2017-13-01", "2017-06-01x", "42887")
  .map((text): WrittenDay => ({ text, day: undefined }));

/** Days from July 2016 to September 2017, few of them unreadable. */
export const writtenDay = fc.oneof({ arbitrary: realDay, weight: 20 }, { arbitrary: noDay, weight: 1 });

export const partners = ["1000001", "1000002", "1000003", "0000004", "p-5"];
export const customers = ["contoso", "fabrikam", "litware", ""];
export const subscriptions = ["s-1", "s-2", "s-3", "s-4", ""];
const labels = ["DPOR", "Transacting Partner", "tpor", "CSP Tier 1", "csp-tier-2", "PAL", "Partner as End-Customer"];

export const plainRow: fc.Arbitrary<PlainRow> = fc.record({
  partner: fc.constantFrom(...partners, ...partners, ""),
  customer: fc.constantFrom(...customers),
  subscription: fc.constantFrom(...subscriptions),
  day: writtenDay,
  amount: writtenAmount,
  label: fc.oneof(
    { arbitrary: fc.constantFrom(...labels), weight: 20 },
    { arbitrary: fc.constantFrom("Azure Expert Link", ""), weight: 1 },
  ),
});

const edge = fc.constantFrom("", "", "2016-12-15", "2017-01-01", "2017-03-31", "2017-05-20");

/** A line with a customer, a subscription or both, its days in order. */
export const associationLine: fc.Arbitrary<AssociationLine> = fc
  .record({
    partner: fc.constantFrom(...partners),
    customer: fc.constantFrom(...customers),
    subscription: fc.constantFrom(...subscriptions),
    kind: fc.constantFrom("dpor", "tpor", "pal", "csp-tier-1"),
    from: edge,
    to: edge,
  })
  .filter(({ customer, subscription }) => customer + subscription !== "")
  .filter(({ from, to }) => from === "" || to === "" || from <= to);

export const cellsOf = (cells: readonly string[]): string =>
  cells.map((text) => (/[",\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",");

const plainHeader = "partner_id,customer_id,subscription_id,date,amount_usd,association";

/** A file of the plain layout. */
export function plainFile(rows: readonly PlainRow[]): string {
  const lines = rows.map((row) =>
    cellsOf([row.partner, row.customer, row.subscription, row.day.text, row.amount.text, row.label]),
  );
  return `${[plainHeader, ...lines].join("\n")}\n`;
}

/** `associations.csv`. */
export function associationsFile(lines: readonly AssociationLine[]): string {
  const rows = lines.map((a) => cellsOf([a.partner, a.customer, a.subscription, a.kind, a.from, a.to]));
  return `${["partner_id,customer_id,subscription_id,association,from,to", ...rows].join("\n")}\n`;
}

/** Two persons for each partner, so that its tier depends on its consumption alone. */
export const transcriptsFile = `person_id,email,partner_id,credential,title,completed_on,expires_on,result
${partners.flatMap((id) => [`${id}-a,,${id},70-532,,2017-03-01,,pass`, `${id}-b,,${id},70-532,,2017-03-01,,pass`]).join("\n")}
`;
