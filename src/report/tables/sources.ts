import { type Bucket, buckets, type SourceTally } from "../../domain/consumption.ts";
import type { Column } from "./column.ts";

/** Buckets that transcript rows end up in; the others are about consumption and stay empty for them (section 7). */
const transcriptBuckets: readonly Bucket[] = ["rejected", "superseded", "counted"];

/** Columns of `sources.csv`: one row per input file, with the buckets that its rows ended up in (S13). */
export const sourceColumns: readonly Column<SourceTally>[] = [
  { name: "kind", title: "Kind", width: 13, cell: (row) => ({ kind: "text", value: row.kind }) },
  { name: "file", title: "File", width: 50, cell: (row) => ({ kind: "text", value: row.file }) },
  { name: "format", title: "Format", width: 22, cell: (row) => ({ kind: "text", value: row.format }) },
  { name: "sha256", title: "SHA-256", width: 66, cell: (row) => ({ kind: "text", value: row.sha256 }) },
  { name: "rows_read", title: "Rows read", width: 12, cell: (row) => ({ kind: "count", value: row.read.rows }) },
  {
    name: "usd_read",
    title: "US$ read",
    width: 17,
    cell: (row) => ({ kind: "usd-exact", value: ifConsumption(row, row.read.usd) }),
  },
  {
    name: "rows_credited_again",
    title: "Rows credited again",
    width: 12,
    cell: (row) => ({ kind: "count", value: ifConsumption(row, row.creditedAgain.rows) }),
  },
  {
    name: "usd_credited_again",
    title: "US$ credited again",
    width: 17,
    cell: (row) => ({ kind: "usd-exact", value: ifConsumption(row, row.creditedAgain.usd) }),
  },
  ...buckets.flatMap(bucketColumns),
  {
    name: "superseded_by",
    title: "Superseded by",
    width: 50,
    cell: (row) => ({ kind: "text", value: row.supersededBy.join(";") }),
  },
];

function bucketColumns(bucket: Bucket): readonly Column<SourceTally>[] {
  const name = bucket.replaceAll("-", "_");
  const title = bucket.replaceAll("-", " ");
  return [
    {
      name: `rows_${name}`,
      title: `Rows ${title}`,
      width: 12,
      cell: (row) => ({ kind: "count", value: hasBucket(row, bucket) ? row.buckets[bucket].rows : undefined }),
    },
    {
      name: `usd_${name}`,
      title: `US$ ${title}`,
      width: 17,
      cell: (row) => ({ kind: "usd-exact", value: ifConsumption(row, row.buckets[bucket].usd) }),
    },
  ];
}

function hasBucket({ kind }: SourceTally, bucket: Bucket): boolean {
  return kind === "consumption" || transcriptBuckets.includes(bucket);
}

function ifConsumption<Value>({ kind }: SourceTally, value: Value): Value | undefined {
  return kind === "consumption" ? value : undefined;
}
