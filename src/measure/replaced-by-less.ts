import type { ReplacedByLess } from "../domain/consumption.ts";
import type { Day } from "../domain/day.ts";
import { usd } from "../domain/money.ts";
import { isLessThanPercent } from "../domain/percent.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type Connection, intType, textType, usdType } from "../partials/duckdb/engine.ts";
import type { FileEntry, Groups, ReplacedGroupDays } from "../sources/file-groups.ts";
import { unitOf } from "./billed-days.ts";

/** What to compare, and from which loss on it is told. */
export interface ReplacedOptions {
  readonly groups: Groups;
  readonly files: readonly FileEntry[];
  /** Days of export runs that newer runs replace. */
  readonly replacedDays: readonly ReplacedGroupDays[];
  /** The newer file is much less if it has less than this share of the older one (`limits.replacedPercent`). */
  readonly percent: number;
}

/** Dollars of the older file from which a loss is told. */
const worthTelling = usd("100");

/**
 * Finds units of which the newest file has much less than the next newest that was read: often a filtered or an
 * unfinished download (S14). Requires the tables that `bucketRows` creates.
 *
 * @returns sorted by older file, newer file and unit, by code point
 */
export async function replacedByLess(connection: Connection, options: ReplacedOptions): Promise<ReplacedByLess[]> {
  const { groups, files, percent, replacedDays } = options;
  if (replacedDays.length === 0 && files.every(({ supersede }) => supersede === "none")) return [];
  await loadReplacedDays(connection, options);
  const pairs = await connection.query(
    `SELECT unit, older, newer, before, after FROM (${unitPairs} UNION ALL ${dayPairs}) WHERE after < before`,
    { unit: textType, older: intType, newer: intType, usdBefore: usdType, usdAfter: usdType },
  );
  const nameOf = (age: number) => groups[age]?.files[0] ?? "";
  const order = ({ older, newer, unit }: ReplacedByLess) => [older, newer, unit].join("\n");
  return pairs
    .filter(({ usdBefore, usdAfter }) => usdBefore >= worthTelling && isLessThanPercent(usdAfter, percent, usdBefore))
    .map(({ unit, older, newer, ...dollars }) => ({
      ...{ unit: spanOf(unit), older: nameOf(older), newer: nameOf(newer) },
      ...dollars,
    }))
    .sort((a, b) => compareCodePoints(order(a), order(b)));
}

async function loadReplacedDays(connection: Connection, { groups, replacedDays }: ReplacedOptions): Promise<void> {
  const ages = new Map(groups.map(({ name }, age) => [name, age]));
  await connection.createTable(
    "replaced_days",
    { older: intType, newer: intType, first_day: textType, last_day: textType },
    replacedDays.flatMap(({ older, newer, firstDay, lastDay }) => {
      const [olderAge, newerAge] = [ages.get(older), ages.get(newer)];
      if (olderAge === undefined || newerAge === undefined) return [];
      return [{ older: olderAge, newer: newerAge, first_day: firstDay, last_day: lastDay }];
    }),
  );
}

/**
 * A partner's month, an invoice, or a tenant's month not yet billed, the newest file with it against the next newest. Of
 * what was not yet billed, the days that are billed now are left aside: each month they go for a good reason.
 */
const unitPairs = `
  SELECT unit, min(age) AS older, max(age) AS newer,
    CAST(min_by(usd, age) AS DECIMAL(38, 10)) AS before, CAST(max_by(usd, age) AS DECIMAL(38, 10)) AS after
  FROM (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY age DESC) AS place FROM (
      SELECT files.age AS age, sum(partials.usd) AS usd,
        CASE WHEN supersede = 'partner-month' THEN {kind: 'partner', a: format, b: partner, c: month}
          WHEN invoice <> '' THEN {kind: 'invoice', a: partials.tenant, b: invoice, c: ''}
          ELSE {kind: 'unbilled', a: partials.tenant, b: '', c: month} END AS key,
        CASE WHEN supersede = 'partner-month' THEN coalesce(nullif(partner, ''), 'no partner') || ' ' || month
          WHEN invoice <> '' THEN 'invoice ' || invoice ELSE month || ', not yet billed' END AS unit
      FROM partials JOIN files USING (file) LEFT JOIN billed_day billed
        ON supersede = 'invoice' AND invoice = '' AND billed.tenant = partials.tenant AND billed.unit = ${unitOf} AND billed.day = partials.day
      WHERE supersede <> 'none' AND state = 'ok' AND month IS NOT NULL AND billed.day IS NULL GROUP BY ALL
    )
  )
  WHERE place <= 2 GROUP BY key, unit HAVING count(*) = 2`;

/** Days of export runs, and of usage once not yet billed and now billed, added up for each pair of files. */
const dayPairs = `
  SELECT min(day) || '…' || max(day) AS unit, older, newer,
    CAST(sum(before) AS DECIMAL(38, 10)) AS before, CAST(sum(after) AS DECIMAL(38, 10)) AS after
  FROM (
    SELECT partials.day AS day, files.age AS older, billed_day.age AS newer, sum(partials.usd) AS before, any_value(billed_day.usd) AS after
    FROM partials JOIN files USING (file)
      JOIN newest_unbilled newest ON newest.tenant = partials.tenant AND newest.month = partials.month AND newest.age = files.age
      JOIN billed_day ON billed_day.tenant = partials.tenant AND billed_day.unit = ${unitOf} AND billed_day.day = partials.day
    WHERE supersede = 'invoice' AND invoice = '' AND state = 'ok'
    GROUP BY partials.tenant, billed_day.unit, partials.day, files.age, billed_day.age
    UNION ALL
    SELECT day, older, newer, sum(usd) FILTER (WHERE age = older), coalesce(sum(usd) FILTER (WHERE age = newer), 0)
    FROM partials JOIN files USING (file) JOIN replaced_days ON files.age IN (older, newer) AND partials.day BETWEEN replaced_days.first_day AND replaced_days.last_day
    WHERE state = 'ok' GROUP BY ALL
  )
  GROUP BY older, newer HAVING sum(before) IS NOT NULL`;

/** Shortens days: `2017-06-01…2017-06-05` is `2017-06-01…05`, and a span of one day that day. */
function spanOf(unit: string): string {
  const span = /^(\d{4}-\d\d-\d\d)…(\d{4}-\d\d-\d\d)$/.exec(unit);
  if (span === null) return unit;
  const [first, last]: [Day, Day] = [span[1] ?? "", span[2] ?? ""];
  if (first === last) return first;
  return first.slice(0, 7) === last.slice(0, 7) ? `${first}…${last.slice(8)}` : unit;
}
