import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { writtenAmount } from "./random-amount.ts";
import {
  type AssociationLine,
  associationLine,
  associationsFile,
  cellsOf,
  customers,
  type PlainRow,
  partners,
  plainFile,
  plainRow,
  subscriptions,
  writtenDay,
} from "./random-rows.ts";
import { countedMonths, type Reference, type ReferenceRow, reference, withoutZeros } from "./reference.ts";

const kindOf: Readonly<Record<string, string>> = {
  DPOR: "dpor",
  "Transacting Partner": "tpor",
  tpor: "tpor",
  "CSP Tier 1": "csp-tier-1",
  "csp-tier-2": "csp-tier-2",
  PAL: "pal",
  "Partner as End-Customer": "end-customer",
};

/** Runs the job and compares its buckets and months with the reference. */
async function expectSums(files: Record<string, string>, expected: Reference): Promise<void> {
  const folder = jobFolder(files);
  const { report } = await folder.run();
  const filled = Object.entries(report.totals.buckets).filter(([, { rows }]) => rows > 0);
  expect(new Map(filled)).toEqual(expected.buckets);
  expect(countedMonths(folder.latest("consumption.csv"))).toEqual(withoutZeros(expected.months));
  expect(report.rejects.length).toBe(expected.buckets.get("rejected")?.rows ?? 0);
}

const asReference = (row: PlainRow): ReferenceRow => ({
  ...row,
  day: row.day.day,
  usd: row.amount.value,
  kind: row.label === "" ? "" : kindOf[row.label],
});

const seldom = { numRuns: 4, seed: 20170815 } as const;

describe("the sums of the plain layout", () => {
  it("are those of a plain second computation", async () => {
    const rows = fc.array(plainRow, { minLength: 150, maxLength: 400, size: "max" });
    const lines = fc.array(associationLine, { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, lines, async (some, associations: AssociationLine[]) => {
        const files = { "consumption/usage.csv": plainFile(some), "associations.csv": associationsFile(associations) };
        await expectSums(files, reference(some.map(asReference), associations));
      }),
      seldom,
    );
  });
});

/** One row of daily rated usage; its file follows from its invoice. */
const anyUsageRow = fc.record({
  tenant: fc.constantFrom("tenant-1", "tenant-2"),
  invoice: fc.constantFrom("G001", "G002", "G003", "", ""),
  customer: fc.constantFrom(...customers),
  subscription: fc.constantFrom(...subscriptions),
  reseller: fc.constantFrom(...partners, ""),
  day: writtenDay,
  amount: writtenAmount,
  currency: fc.constantFrom("USD", "USD", "EUR", "CAD"),
});
/** From March on nothing is billed, so that unbilled rows count there. */
const usageRow = anyUsageRow.map((row) => ((row.day.day ?? "") < "2017-03" ? row : { ...row, invoice: "" }));
/** The second tenant's own MPN ID is missing. */
const mpnIdOf = ({ tenant }: UsageRow) => (tenant === "tenant-1" ? "9999999" : "");
type UsageRow = typeof usageRow extends fc.Arbitrary<infer Row> ? Row : never;

const usageHeader =
  "PartnerId,MpnId,Tier2MpnId,InvoiceNumber,CustomerId,EntitlementId,UsageDate,PricingPreTaxTotal,PricingCurrency";
/** Euros at 1.1234567 and 1.07 dollars; no rate for August, and none for Canadian dollars. */
const rates: Readonly<Record<string, [bigint, bigint]>> = {
  "2017-03": [11_234_567n, 10_000_000n],
  "2017-04": [107n, 100n],
};
const ratesFile = "CurrencyCode,USDPerUnit,Month\nEUR,1.1234567,201703\nEUR,1.07,201704\n";

/** Two downloads of each invoice and two of the unbilled rows: the newer counts. */
const fileOf = ({ invoice }: UsageRow, newer: boolean) =>
  `consumption/${invoice || "unbilled"}_2017-0${newer ? 8 : 7}-05.csv`;

function usageFile(rows: readonly UsageRow[]): string {
  const lines = rows.map((row) =>
    cellsOf([
      row.tenant,
      mpnIdOf(row),
      resellerOf(row),
      row.invoice,
      row.customer,
      row.subscription,
      row.day.text,
      row.amount.text,
      row.currency,
    ]),
  );
  return `${[usageHeader, ...lines].join("\n")}\n`;
}

/** An unbilled row leaves it blank; billed rows of one subscription and day agree. */
function resellerOf({ invoice, reseller, subscription, day }: UsageRow): string {
  if (invoice === "") return "";
  if (subscription === "") return reseller;
  return (
    [...partners, ""][(Number(subscription.slice(2)) + Number(day.day?.slice(8) ?? 0)) % (partners.length + 1)] ?? ""
  );
}

function toDollars({ amount, currency, day }: UsageRow): bigint | undefined | "no-rate" {
  if (currency === "USD" || amount.value === undefined) return amount.value;
  const rate = currency === "EUR" ? rates[day.day?.slice(0, 7) ?? ""] : undefined;
  if (rate === undefined) return "no-rate";
  const product = amount.value * rate[0];
  const half = product < 0n ? -rate[1] / 2n : rate[1] / 2n;
  return (product + half) / rate[1];
}

/** S14 and S5 for daily rated usage: which rows were replaced, and whose the unbilled ones are. */
function usageReference(older: readonly UsageRow[], newer: readonly UsageRow[]): ReferenceRow[] {
  const isBilled = ({ invoice }: UsageRow) => invoice !== "";
  const isRead = (row: UsageRow) => toDollars(row) !== undefined && row.day.day !== undefined;
  const all = [...older, ...newer];
  const isOlder = new Set(older);
  const newerInvoices = new Set(newer.filter(isRead).map(({ tenant, invoice }) => `${tenant} ${invoice}`));
  const newerMonths = new Set(
    newer.filter((row) => isRead(row) && !isBilled(row)).map(({ tenant, day }) => `${tenant} ${day.day?.slice(0, 7)}`),
  );
  const isReplacedBill = (row: UsageRow) => isOlder.has(row) && newerInvoices.has(`${row.tenant} ${row.invoice}`);
  const living = all.filter((row) => isBilled(row) && isRead(row) && !isReplacedBill(row));
  const dayOf = ({ tenant, subscription, customer, day }: UsageRow) =>
    `${tenant} ${subscription || `customer ${customer}`} ${day.day}`;
  const billedDays = new Set(living.map(dayOf));
  const isSuperseded = (row: UsageRow): boolean => {
    if (isBilled(row)) return isReplacedBill(row);
    const isOld = isOlder.has(row) && newerMonths.has(`${row.tenant} ${row.day.day?.slice(0, 7)}`);
    return isOld || billedDays.has(dayOf(row));
  };
  const latestPartner = (row: UsageRow): string => {
    const same = living.filter((other) => other.tenant === row.tenant && other.subscription === row.subscription);
    const latest = same.reduce<UsageRow | undefined>(
      (a, b) => ((a?.day.day ?? "") >= (b.day.day ?? "") ? a : b),
      undefined,
    );
    return row.subscription === "" || latest === undefined ? "" : resellerOf(latest) || mpnIdOf(latest);
  };
  return all.map((row) => ({
    partner: isBilled(row) ? resellerOf(row) || mpnIdOf(row) : latestPartner(row),
    customer: row.customer,
    subscription: row.subscription,
    day: row.day.day,
    usd: toDollars(row),
    kind: "tpor",
    fallback: mpnIdOf(row),
    superseded: row.day.day !== undefined && isSuperseded(row),
  }));
}

describe("the sums of daily rated usage", () => {
  it("are those of a plain second computation", async () => {
    const rows = fc.array(usageRow, { minLength: 60, maxLength: 200, size: "max" });
    const lines = fc.array(associationLine, { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, rows, lines, async (older, newer, associations) => {
        const files: Record<string, string> = {
          "associations.csv": associationsFile(associations),
          "exchange-rates.csv": ratesFile,
        };
        for (const isNewer of [false, true]) {
          for (const row of isNewer ? newer : older) {
            const name = fileOf(row, isNewer);
            files[name] ??= usageFile((isNewer ? newer : older).filter((other) => fileOf(other, isNewer) === name));
          }
        }
        await expectSums(files, reference(usageReference(older, newer), associations));
      }),
      seldom,
    );
  });
});
