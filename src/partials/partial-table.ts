import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Creates the table `partial`: consumption of each export file, summed by everything that the rules decide by. The view
 * `partials` is what the rules look at: the table, and what `viewSegments` adds to it.
 *
 * Amounts are dollars with ten places; where the row's currency has no rate, or its amount is unreadable, they are 0.
 */
export async function createPartialTable(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TABLE partial (
      file INTEGER,             -- number of the file in this run
      status VARCHAR,           -- 'ok', 'excluded' or 'rejected'
      partner VARCHAR,          -- partner the row credits; '' when it names none
      reseller VARCHAR,         -- CSP usage: the indirect reseller; '' when blank
      fallback VARCHAR,         -- CSP usage not yet billed: the partner itself, when nobody else is found (S5)
      customer VARCHAR,
      subscription VARCHAR,
      kind VARCHAR,             -- association kind; NULL when only associations.csv can say
      day VARCHAR,              -- ISO text; NULL when unreadable, and where no rule decides by the day (S1, S5, S14)
      month VARCHAR,
      inside BOOLEAN,           -- its days are inside the window
      past BOOLEAN,             -- its days are not after the as-of day
      priced BOOLEAN,           -- false: no rate for its currency and month (S15)
      tenant VARCHAR,           -- CSP usage: the partner's tenant
      invoice VARCHAR,          -- CSP usage: '' while not billed
      partner_name VARCHAR,
      partner_country VARCHAR,
      customer_country VARCHAR,
      first_day VARCHAR,        -- the oldest of its days
      last_day VARCHAR,         -- the newest of its days
      rows BIGINT,
      usd DECIMAL(38, 10)
    );
    CREATE VIEW partials AS FROM partial`);
}
