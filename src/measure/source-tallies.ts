import { type Bucket, buckets, type SourceTally, type Tally } from "../domain/consumption.ts";
import { formatExact } from "../domain/money.ts";
import type { FileTally } from "./file-tallies.ts";

const nothing: Tally = { rows: 0, usd: 0n };

/** A record with every bucket, empty but for those given. */
export function bucketTallies(given: Partial<Record<Bucket, Tally>> = {}): Record<Bucket, Tally> {
  return Object.fromEntries(buckets.map((bucket) => [bucket, given[bucket] ?? nothing])) as Record<Bucket, Tally>;
}

/** What one consumption file brought, before its rows are put into buckets. */
export interface ReadFile {
  readonly number: number;
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  readonly read: Tally;
  /** Rows that break the layout: rejected without an amount. */
  readonly brokenRows: number;
  readonly supersededBy: readonly string[];
}

/**
 * Puts a file's rows read beside the buckets they ended up in, and makes sure that they tie out to the last digit (S13).
 *
 * @throws Error, a bug of this program, when they do not
 */
export function sourceTally(file: ReadFile, tallies: readonly FileTally[]): SourceTally {
  const own = tallies.filter((tally) => tally.file === file.number);
  const byBucket = bucketTallies(Object.fromEntries(own.map(({ bucket, rows, usd }) => [bucket, { rows, usd }])));
  const rejected = { rows: byBucket.rejected.rows + file.brokenRows, usd: byBucket.rejected.usd };
  const tally: SourceTally = {
    kind: "consumption",
    file: file.file,
    format: file.format,
    sha256: file.sha256,
    read: file.read,
    creditedAgain: {
      rows: own.reduce((sum, { rowsAgain }) => sum + rowsAgain, 0),
      usd: own.reduce((sum, { usdAgain }) => sum + usdAgain, 0n),
    },
    buckets: { ...byBucket, rejected },
    supersededBy: file.supersededBy,
  };
  assertTiesOut(tally.file, tally);
  return tally;
}

/** Sums over files; the sum of the partners' consumption must equal the counted total. */
export function totalsOf(
  sources: readonly SourceTally[],
  partnersTotal: bigint,
): Pick<SourceTally, "read" | "creditedAgain" | "buckets"> {
  const consumption = sources.filter(({ kind }) => kind === "consumption");
  const totals = {
    read: sum(consumption.map(({ read }) => read)),
    creditedAgain: sum(consumption.map(({ creditedAgain }) => creditedAgain)),
    buckets: bucketTallies(
      Object.fromEntries(buckets.map((bucket) => [bucket, sum(consumption.map((source) => source.buckets[bucket]))])),
    ),
  };
  assertTiesOut("all files", totals);
  const { usd } = totals.buckets.counted;
  if (usd !== partnersTotal) {
    throw new Error(
      `the partners have US$${formatExact(partnersTotal)} together, but US$${formatExact(usd)} was counted`,
    );
  }
  return totals;
}

function assertTiesOut(what: string, tally: Pick<SourceTally, "read" | "creditedAgain" | "buckets">): void {
  const placed = sum(Object.values(tally.buckets));
  const expected = sum([tally.read, tally.creditedAgain]);
  if (placed.rows === expected.rows && placed.usd === expected.usd) return;
  const print = ({ rows, usd }: Tally) => `${rows} rows and US$${formatExact(usd)}`;
  throw new Error(`${what}: ${print(expected)} were read and credited again, but ${print(placed)} are in the buckets`);
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ rows: a.rows + b.rows, usd: a.usd + b.usd }), nothing);
}
