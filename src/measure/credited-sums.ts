import type { DuckDBConnection } from "@duckdb/node-api";
import type { Bucket } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";

/** Rows of one file in one month that ended up in one bucket, of one partner or of all. */
export interface CreditedSum {
  /** Empty where the day cannot be read. */
  readonly month: Month;
  /** The file's number. */
  readonly file: number;
  readonly bucket: Bucket;
  /** Age of the group of files that replaced the rows; -1 for another export run, `undefined` where nothing did. */
  readonly newer: number | undefined;
  /** They are there once more, because they are credited to a further partner, too. */
  readonly again: boolean;
  /** Empty where not known or not wanted, and for all partners together. */
  readonly customerCountry: string;
  readonly rows: number;
  readonly usd: bigint;
}

/** The sums of one partner as one text, which `sumsOf` reads. */
export type CreditedText = readonly [partnerId: string, sums: string];

/** What is credited, as texts that `sumsOf` reads. */
export interface Credited {
  /** By partner, in the order of code points; what is credited to nobody is not here. */
  readonly partners: readonly CreditedText[];
  /** Of all rows, whoever they are credited to. */
  readonly files: string;
}

/**
 * Sums what is credited as finely as any question about partners, files and months wants it: everything else is added up from
 * this, so that the rows are walked over once.
 *
 * @param credited - a query or a table with the columns of `creditedQuery`
 * @param onBusy - told once the database is at work
 */
export async function creditedSums(
  connection: DuckDBConnection,
  credited: string,
  onBusy: () => void = () => {},
): Promise<Credited> {
  const reading = connection.runAndReadAll(textsQuery(credited));
  onBusy();
  const [ids = [], texts = []] = (await reading).getColumns();
  // All partners together come first, under no id.
  const [files, ...partners] = ids.map((id, index): CreditedText => [String(id ?? ""), String(texts[index] ?? "")]);
  return { partners, files: files?.[1] ?? "" };
}

/** Stand between the sums of a text, and between the parts of a sum. */
const [betweenSums, betweenParts] = ["\n", "\t"];

/** What most sums end with: it is left out, since most are counted and nothing else is to be said of them. */
const restOfMost = ["counted", "", "false", ""];

/** One text a partner: to fetch many thousand rows of many columns takes longer than to add them up. */
function textsQuery(credited: string): string {
  // Of the texts here only a country comes from an export: in it, what stands between becomes a space.
  const country = `translate(customer_country, '${betweenSums}${betweenParts}', '  ')`;
  const rest = `nullif(concat_ws('${betweenParts}', bucket, newer, again, country), '${restOfMost.join(betweenParts)}')`;
  const sum = `concat_ws('${betweenParts}', month, file, rows, replace(CAST(usd AS VARCHAR), '.', ''), ${rest})`;
  const text = `string_agg(${sum}, '${betweenSums}')`;
  return `
    WITH sums AS MATERIALIZED (
      SELECT coalesce(partner, '') AS partner, coalesce(month, '') AS month, file, bucket, coalesce(CAST(newer AS VARCHAR), '') AS newer,
        again, coalesce(${country}, '') AS country, sum(rows) AS rows, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
      FROM (${credited}) GROUP BY 1, 2, 3, 4, 5, 6, 7
    ),
    of_files AS (
      SELECT month, file, bucket, newer, again, '' AS country, sum(rows) AS rows, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
      FROM sums GROUP BY 1, 2, 3, 4, 5
    )
    SELECT NULL AS partner, ${text} FROM of_files
    UNION ALL SELECT partner, ${text} FROM sums WHERE partner <> '' GROUP BY partner
    ORDER BY partner NULLS FIRST`;
}

/** @returns by month; the order of the others is always the same, too */
export function sumsOf(text: string): CreditedSum[] {
  // A sum's text begins with its month.
  return text === "" ? [] : text.split(betweenSums).sort().map(sumOf);
}

/** By place: to take an array apart by names is slow where it is done once for each sum. */
function sumOf(text: string): CreditedSum {
  const parts = text.split(betweenParts);
  const rest = parts.length > 4 ? parts.slice(4) : restOfMost;
  const newer = rest[1] ?? "";
  return {
    month: parts[0] ?? "",
    file: Number(parts[1]),
    bucket: rest[0] as Bucket,
    newer: newer === "" ? undefined : Number(newer),
    again: rest[2] === "true",
    customerCountry: rest[3] ?? "",
    rows: Number(parts[2]),
    usd: BigInt(parts[3] ?? "0"),
  };
}

/** Buckets of rows that their file or their day decides about, before any rule about partners does (S13). */
const closedBuckets: ReadonlySet<Bucket> = new Set(["excluded", "rejected", "superseded", "outside-window"]);

/** Whether the rules about partners decide about the rows: they lie in the window, in an export that counts. */
export function isOpen({ bucket }: Pick<CreditedSum, "bucket">): boolean {
  return !closedBuckets.has(bucket);
}
