import { buckets, bucketTallies, noRows, type SourceTally, type Tally } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import { invariant } from "../domain/invariant.ts";
import { formatExact } from "../domain/money.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { FilePartial } from "../partials/store.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import type { Groups } from "../sources/file-groups.ts";
import type { CreditedSum } from "./credited-sums.ts";

/** Returns one line of `sources.csv` for each consumption export that was read; each ties out (S13). */
export function consumptionTallies(
  partials: readonly FilePartial[],
  sums: readonly CreditedSum[],
  groups: Groups,
): SourceTally[] {
  const ofFile = groupBy(sums, ({ file }) => file);
  return partials.map((partial) => sourceTally(partial, ofFile.get(partial.number) ?? [], groups));
}

/**
 * Compares the rows read from a file with the buckets they ended up in, and checks that they tie out to the last digit.
 *
 * @throws Error, a bug of this program, when they do not
 */
function sourceTally(partial: FilePartial, sums: readonly CreditedSum[], groups: Groups): SourceTally {
  const { file, format } = partial.export;
  const newer = sums.flatMap(({ newer: age = -1, bucket }) => {
    return bucket === "superseded" ? [groups[age]?.files[0] ?? ""] : [];
  });
  const byBucket = [...groupBy(sums, ({ bucket }) => bucket)].map(([bucket, own]) => [bucket, sum(own)]);
  const tally: SourceTally = {
    kind: "consumption",
    file,
    format: format.id,
    sha256: partial.sha256,
    read: partial.read,
    creditedAgain: sum(sums.filter(({ again }) => again)),
    buckets: bucketTallies(Object.fromEntries(byBucket)),
    supersededBy: [...new Set(newer)].sort(compareCodePoints),
  };
  assertTiesOut(file, tally);
  return tally;
}

/** Returns the tally of a file that is not read: none of its rows is in any bucket. */
export function unreadTally(file: ConsumptionExport, sha256: string): SourceTally {
  return {
    ...{ kind: "consumption", file: file.file, format: file.format.id, sha256 },
    ...{ read: noRows, creditedAgain: noRows, buckets: bucketTallies(), supersededBy: file.leftOutFor },
  };
}

/** Adds up the tallies of all files, and checks that the partners' consumption equals the counted total. */
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
  invariant(
    usd === partnersTotal,
    () => `the partners have US$${formatExact(partnersTotal)} together, but US$${formatExact(usd)} was counted`,
  );
  return totals;
}

/** Returns the part of the bucket `unattributed` that associations.csv says is nobody's (S5). */
export function waivedTally(sums: readonly CreditedSum[]): Tally {
  return sum(sums.filter(({ waived }) => waived));
}

function assertTiesOut(what: string, tally: Pick<SourceTally, "read" | "creditedAgain" | "buckets">): void {
  const placed = sum(Object.values(tally.buckets));
  const expected = sum([tally.read, tally.creditedAgain]);
  const print = ({ rows, usd }: Tally) => `${rows} rows and US$${formatExact(usd)}`;
  invariant(
    placed.rows === expected.rows && placed.usd === expected.usd,
    () => `${what}: ${print(expected)} were read and credited again, but ${print(placed)} are in the buckets`,
  );
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce<Tally>((a, b) => ({ rows: a.rows + b.rows, usd: a.usd + b.usd }), noRows);
}
