import type { AssociationLine } from "./random-rows.ts";

/** One row after its texts were read; `undefined` where nothing can be made of one. */
export interface ReferenceRow {
  /** Empty where the row names none. */
  readonly partner: string;
  readonly customer: string;
  readonly subscription: string;
  readonly day: string | undefined;
  readonly usd: bigint | undefined | "no-rate";
  /** Empty where the row says none. */
  readonly kind: string | undefined;
  /** Credited where neither the row nor an association names a partner. */
  readonly fallback?: string;
  /** Another file replaced it. */
  readonly superseded?: boolean;
}

/** Rows and dollars by bucket, and counted dollars by partner and month. */
export interface Reference {
  readonly buckets: ReadonlyMap<string, { rows: number; usd: bigint }>;
  readonly months: ReadonlyMap<string, bigint>;
}

const kinds = ["dpor", "tpor", "csp-tier-1", "csp-tier-2", "pal", "cpor", "end-customer"];
const accepted = kinds.slice(0, 4);

interface Credit {
  readonly partner: string;
  readonly kind: string;
  readonly covered: boolean;
}

/**
 * The rules S5 to S9 and S13 a second time, row by row and without any cleverness, for the window August 2016 to July 2017.
 */
export function reference(rows: readonly ReferenceRow[], associations: readonly AssociationLine[]): Reference {
  const buckets = new Map<string, { rows: number; usd: bigint }>();
  const put = (bucket: string, usd: bigint) => {
    const sum = buckets.get(bucket) ?? { rows: 0, usd: 0n };
    buckets.set(bucket, { rows: sum.rows + 1, usd: sum.usd + usd });
  };
  const open: { credit: Credit; row: ReferenceRow; usd: bigint; month: string }[] = [];
  for (const row of rows) {
    const usd = typeof row.usd === "bigint" ? row.usd : 0n;
    const says = row.kind === "" ? row.partner === "" : row.kind !== undefined;
    if (row.usd === undefined || row.day === undefined || !says) put("rejected", usd);
    else if (row.superseded === true) put("superseded", usd);
    else if (row.day < "2016-08-01" || row.day >= "2017-08-01") put("outside-window", usd);
    else {
      for (const credit of creditsOf(row, associations)) {
        if (credit.partner === "") put("unattributed", usd);
        else if (!accepted.includes(credit.kind)) put("ineligible-association", usd);
        else if (!credit.covered) put("outside-association", usd);
        else if (row.usd === "no-rate") put("missing-rate", 0n);
        else open.push({ credit, row, usd, month: row.day.slice(0, 7) });
      }
    }
  }
  const months = new Map<string, bigint>();
  const winners = winnersOf(open.map((entry) => ({ ...entry, unit: unitOf(entry) })));
  for (const entry of open) {
    const counts = winners.get(unitOf(entry)) === entry.credit.kind;
    put(counts ? "counted" : "duplicate", entry.usd);
    const key = `${entry.credit.partner} ${entry.month}`;
    if (counts) months.set(key, (months.get(key) ?? 0n) + entry.usd);
  }
  return { buckets, months };
}

function unitOf({ credit, row, month }: { credit: Credit; row: ReferenceRow; month: string }): string {
  const unit = row.subscription === "" ? `customer ${row.customer}` : `subscription ${row.subscription}`;
  return `${credit.partner} ${month} ${unit}`;
}

/** For each partner, month and subscription the kind with the most dollars; of equals the first in the order of kinds. */
function winnersOf(entries: readonly { unit: string; credit: Credit; usd: bigint }[]): Map<string, string> {
  const sums = new Map<string, Map<string, bigint>>();
  for (const { unit, credit, usd } of entries) {
    const byKind = sums.get(unit) ?? new Map<string, bigint>();
    sums.set(unit, byKind.set(credit.kind, (byKind.get(credit.kind) ?? 0n) + usd));
  }
  return new Map(
    [...sums].map(([unit, byKind]) => {
      const inOrder = kinds.filter((kind) => byKind.has(kind));
      const most = inOrder.reduce((best, kind) => ((byKind.get(kind) ?? 0n) > (byKind.get(best) ?? 0n) ? kind : best));
      return [unit, most];
    }),
  );
}

function creditsOf(row: ReferenceRow, associations: readonly AssociationLine[]): Credit[] {
  const [kind = "", day = ""] = [row.kind, row.day];
  if (row.partner !== "") return [{ partner: row.partner, kind, covered: true }];
  const bySubscription = associations.filter((a) => a.subscription !== "" && a.subscription === row.subscription);
  const byCustomer = associations.filter(
    (a) => a.subscription === "" && a.customer === row.customer && a.customer !== "",
  );
  const lines = bySubscription.length > 0 ? bySubscription : byCustomer;
  if (lines.length === 0) return [{ partner: row.fallback ?? "", kind, covered: true }];
  const credits = new Map<string, Credit>();
  for (const line of lines) {
    const credit = { partner: line.partner, kind: kind === "" ? line.kind : kind };
    const key = `${credit.partner} ${credit.kind}`;
    const covers = (line.from === "" || day >= line.from) && (line.to === "" || day <= line.to);
    credits.set(key, { ...credit, covered: covers || credits.get(key)?.covered === true });
  }
  return [...credits.values()];
}

/** What `consumption.csv` must say: every month of the window of every partner, but those without a dollar left out. */
export function countedMonths(csv: string): Map<string, bigint> {
  const lines = csv.trimEnd().split("\n").slice(1);
  const months = lines.map((line): [string, bigint] => {
    const [partner, month, usd = ""] = line.split(",");
    return [`${partner} ${month}`, BigInt(usd.replace(".", ""))];
  });
  return new Map(months.filter(([, usd]) => usd !== 0n));
}

/** The reference's months without those that came to nothing, in the order of their keys. */
export function withoutZeros(months: ReadonlyMap<string, bigint>): Map<string, bigint> {
  return new Map([...months].filter(([, usd]) => usd !== 0n));
}
