import fc from "fast-check";
import type { Files } from "../fixtures/job-folder.ts";

/** Rows as the plain layouts have them, every one of them once more for a twin. */
export interface RandomInput {
  readonly usage: readonly string[];
  readonly others: readonly string[];
  readonly associations: readonly string[];
  readonly transcripts: readonly string[];
}

/** The partner with the same rows, for which nothing is projected. */
export function twinOf(partner: string): string {
  return `${partner}z`;
}

const partnerIds = Array.from({ length: 14 }, (_, index) => `P${String(index + 1).padStart(2, "0")}`);
/** Dollars a row, so that partners lie below, between and above the thresholds and move across them. */
const scales = [40, 90, 700, 900, 1_000, 1_100, 1_300, 2_000, 5_000, 6_000, 7_000, 8_000, 12_000, 0];
const countries = ["Germany", "India", "United States", "Brazil"];

const day = (first: string, months: number) =>
  fc
    .record({ month: fc.integer({ min: 0, max: months - 1 }), number: fc.integer({ min: 1, max: 28 }) })
    .map(({ month, number }) => {
      const at = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + month;
      const [year, index] = [Math.floor(at / 12), (at % 12) + 1];
      return `${year}-${String(index).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
    });

const usage = (asOf: string) =>
  fc
    .record({
      partner: fc.integer({ min: 0, max: partnerIds.length - 1 }),
      named: fc.integer({ min: 0, max: 9 }),
      subscription: fc.constantFrom("s1", "s2", "s3"),
      day: day("2016-06-01", 16),
      percent: fc.integer({ min: -20, max: 220 }),
      kind: fc.constantFrom("dpor", "dpor", "dpor", "tpor", "csp-tier-1", "pal"),
    })
    .filter((row) => row.day <= asOf)
    .map((row) => {
      const id = partnerIds[row.partner] ?? "";
      const usd = `${((scales[row.partner] ?? 0) * row.percent) / 100}.0000000${row.percent < 0 ? 0 : row.percent % 10}`;
      const line = (partner: string) => `${partner},c-${id},${id}-${row.subscription},${row.day},${usd},${row.kind}`;
      return row.named === 0 ? [line("")] : [line(id), line(twinOf(id))];
    });

const person = (asOf: string) =>
  fc
    .record({
      partner: fc.integer({ min: 0, max: partnerIds.length - 1 }),
      number: fc.integer({ min: 1, max: 3 }),
      credential: fc.constantFrom("70-532", "70-533", "70-534", "70-535", "13736", "13735", "AZ-900"),
      completed: day("2016-01-01", 20),
      expires: fc.option(day("2017-06-01", 20), { nil: "" }),
      passed: fc.constantFrom("pass", "pass", "pass", "fail"),
    })
    .filter((row) => row.completed <= asOf)
    .map((row) => {
      const id = partnerIds[row.partner] ?? "";
      return [id, twinOf(id)].map(
        (partner) =>
          `${partner}-${row.number},,${partner},${row.credential},,${row.completed},${row.expires},${row.passed}`,
      );
    });

/** Rows up to a day; enough of them that every tier occurs. */
export function randomInput(asOf: string): fc.Arbitrary<RandomInput> {
  return fc.record({
    usage: fc.array(usage(asOf), { minLength: 300, maxLength: 340, size: "max" }).map((rows) => rows.flat()),
    others: fc.array(usage(asOf), { minLength: 100, maxLength: 140, size: "max" }).map((rows) => rows.flat()),
    associations: fc.constant(
      partnerIds.flatMap((id, index) =>
        [id, twinOf(id)].map((partner) => `${partner},c-${id},,tpor,,${index % 3 === 0 ? "2017-05-20" : ""}`),
      ),
    ),
    transcripts: fc.array(person(asOf), { minLength: 70, maxLength: 90, size: "max" }).map((rows) => rows.flat()),
  });
}

/** The input folder. */
export function writeInput(input: RandomInput): Files {
  const partners = partnerIds.flatMap((id, index) =>
    [id, twinOf(id)].map((partner) => `${partner},Contoso ${partner},${countries[index % countries.length]}`),
  );
  return {
    "partners.csv": table("partner_id,partner_name,country", partners),
    "associations.csv": table("partner_id,customer_id,subscription_id,association,from,to", input.associations),
    "consumption/usage.csv": usageFile(input.usage),
    "consumption/others.csv": usageFile(input.others),
    "transcripts/people.csv": table(
      "person_id,email,partner_id,credential,title,completed_on,expires_on,result",
      input.transcripts,
    ),
  };
}

/** @param rows - of the plain layout */
export function usageFile(rows: readonly string[]): string {
  return table("partner_id,customer_id,subscription_id,date,amount_usd,association", rows);
}

function table(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join("\n")}\n`;
}
