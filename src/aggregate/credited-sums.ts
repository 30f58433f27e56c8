import type { DuckDBConnection } from "@duckdb/node-api";
import type { Bucket } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";

/** Rows of one file in one month that are credited to one partner and ended up in one bucket. */
export interface CreditedSum {
  /** Empty where the rows are credited to nobody. */
  readonly partnerId: string;
  /** Empty where the day cannot be read. */
  readonly month: Month;
  /** The file's number. */
  readonly file: number;
  readonly bucket: Bucket;
  /** Age of the group of files that replaced the rows; -1 for another export run, `undefined` where nothing did. */
  readonly newer: number | undefined;
  /** They are there once more, because they are credited to a further partner, too. */
  readonly again: boolean;
  /** Empty where not known or not wanted. */
  readonly customerCountry: string;
  readonly rows: number;
  readonly usd: bigint;
}

/** The sums of one partner as one text, which `sumsOfTexts` reads. */
export type CreditedText = readonly [partnerId: string, sums: string];

/**
 * Sums what is credited as finely as any question about partners, files and months wants it: everything else is added up from
 * this, so that the rows are walked over once.
 *
 * @param credited - a query or a table with the columns of `creditedQuery`
 * @param onBusy - told once the database is at work
 * @returns by partner, in the order of code points
 */
export async function creditedTexts(
  connection: DuckDBConnection,
  credited: string,
  onBusy: () => void = () => {},
): Promise<CreditedText[]> {
  const reading = connection.runAndReadAll(textsQuery(credited));
  onBusy();
  const [partners = [], texts = []] = (await reading).getColumns();
  return partners.map((partner, index) => [String(partner), String(texts[index])]);
}

/** @returns by partner, in the order of the texts, and month */
export function sumsOfTexts(texts: readonly CreditedText[]): CreditedSum[] {
  return texts.flatMap(([partnerId, text]) => sumsOf(partnerId, text));
}

export async function creditedSums(connection: DuckDBConnection, credited: string): Promise<CreditedSum[]> {
  return sumsOfTexts(await creditedTexts(connection, credited));
}

/** Stand between the sums of a partner, and between the parts of a sum. */
const [betweenSums, betweenParts] = ["\n", "\t"];

/**
 * One text a partner: to fetch many thousand rows of many columns takes longer than to add them up. Most sums are counted and
 * nothing else is to be said of them, so that comes last and is left out.
 */
function textsQuery(credited: string): string {
  // Of the texts here only a country comes from an export: in it, what stands between becomes a space.
  const country = `translate(customer_country, '${betweenSums}${betweenParts}', '  ')`;
  const rest = `nullif(concat_ws('${betweenParts}', bucket, newer, again, country), '${restOfMost.join(betweenParts)}')`;
  return `
    SELECT partner,
      string_agg(concat_ws('${betweenParts}', month, file, rows, replace(CAST(usd AS VARCHAR), '.', ''), ${rest}), '${betweenSums}')
    FROM (
      SELECT coalesce(partner, '') AS partner, coalesce(month, '') AS month, file, bucket, coalesce(CAST(newer AS VARCHAR), '') AS newer,
        again, coalesce(${country}, '') AS country, sum(rows) AS rows, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
      FROM (${credited}) GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    GROUP BY partner ORDER BY partner`;
}

const restOfMost = ["counted", "", "false", ""];

/** A sum's text begins with its month. */
function sumsOf(partnerId: string, text: string): CreditedSum[] {
  return text
    .split(betweenSums)
    .sort()
    .map((sum) => {
      const [month = "", file, rows, usd = "0", ...rest] = sum.split(betweenParts);
      const [bucket, newer = "", again, country = ""] = rest.length === 0 ? restOfMost : rest;
      return {
        partnerId,
        month,
        file: Number(file),
        bucket: bucket as Bucket,
        newer: newer === "" ? undefined : Number(newer),
        again: again === "true",
        customerCountry: country,
        rows: Number(rows),
        usd: BigInt(usd),
      };
    });
}

/** Buckets of rows that their file or their day decides about, before any rule about partners does (S13). */
const closedBuckets: ReadonlySet<Bucket> = new Set(["excluded", "rejected", "superseded", "outside-window"]);

/** Whether the rules about partners decide about the rows: they lie in the window, in an export that counts. */
export function isOpen({ bucket }: Pick<CreditedSum, "bucket">): boolean {
  return !closedBuckets.has(bucket);
}
