import type { DuckDBConnection } from "@duckdb/node-api";
import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { groupedRoles, hasExclusions, type KeyRole } from "./duckdb/group-rows.ts";
import { moneyKey } from "./money-key.ts";
import { onlyPartnerColumn } from "./resolve-texts.ts";

export interface PartialOptions {
  readonly customerCountries: boolean;
  readonly window: Window;
  readonly asOf: Day;
  /** Keep every day apart: where the window may begin in the middle of a month. */
  readonly byDay: boolean;
  /** Whether any amount is odd, so that the table `money` is there. */
  readonly hasOdd: boolean;
}

/** White space around a cell, byte order marks and no-break spaces included. */
export const blanks = "chr(9) || chr(10) || chr(13) || chr(32) || chr(160) || chr(65279)";
const guid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

/**
 * Adds the grouped rows of files of one layout to the table of partials, by month and, where a rule decides by it, by day: ids normalised (S2), texts replaced by what they were read as,
 * and each group marked ok, excluded or rejected. Wants the temporary tables of `groupRows`, `resolveTexts` and `resolveMoney`.
 */
export async function addPartial(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  options: PartialOptions,
): Promise<void> {
  const roles = groupedRoles(file, options.customerCountries);
  const changed = await normaliseTexts(connection, roles);
  // Most exports spell all ids as they are compared; then nothing needs to be looked up.
  const joined = changed ? textRoles.filter((role) => roles.has(role)) : [];
  const text: Text = (role, form = "trimmed") => {
    if (!roles.has(role)) return "''";
    return changed ? `"${role}".${form}` : `coalesce(grouped."${role}", '')`;
  };
  const labels = roles.has("association");
  const named = `CASE ${partnerCases(file, text)} END`;
  const isRejected = onlyPartnerColumn(file) === undefined ? "true" : `${named} <> ''`;
  const unlabelled = labels ? `labels.state = 'unknown' OR (labels.state = 'blank' AND ${isRejected})` : "false";
  const moneyState = options.hasOdd ? "coalesce(money.state, 'priced')" : "'priced'";
  const byPartner = file.format.association?.of === "partner";
  await connection.run(
    `
    INSERT INTO partial
    SELECT
      grouped.file,
      CASE WHEN ${hasExclusions(file) ? "excluded" : "false"} THEN 'excluded'
        WHEN ${moneyState} = 'unreadable' OR days.day IS NULL OR ${unlabelled} THEN 'rejected'
        ELSE 'ok' END AS status,
      ${named} AS named,
      ${text("reseller")} AS reseller,
      ${file.columns.has("reseller") ? `CASE WHEN named = '' THEN ${text("partner")} ELSE '' END` : "''"} AS fallback,
      ${text("customer", "id")} AS customer,
      ${text("subscription", "id")} AS subscription,
      coalesce(${labels ? "labels.kind" : "CAST(NULL AS VARCHAR)"}, CAST($sourceKind AS VARCHAR), CASE WHEN ${byPartner} AND named = '' THEN NULL ELSE CAST($formatKind AS VARCHAR) END) AS kind,
      CASE WHEN named = '' OR ${options.byDay || file.format.supersede === "none"} THEN days.day END AS day,
      days.month AS month,
      days.day >= $start AND days.day < $end AS inside,
      days.day <= $asOf AS past,
      ${moneyState} <> 'no-rate' AS priced,
      ${text("tenant", "id")} AS tenant,
      ${text("invoice")} AS invoice,
      ${text("partnerName")} AS partner_name,
      ${text("partnerCountry")} AS partner_country,
      ${text("customerCountry")} AS customer_country,
      min(days.day) AS first_day,
      max(days.day) AS last_day,
      CAST(sum(grouped.rows) AS BIGINT) AS rows,
      sum(${options.hasOdd ? "CASE WHEN odd IS NULL THEN grouped.usd ELSE coalesce(money.usd, 0) * grouped.rows END" : "grouped.usd"}) AS usd
    FROM grouped
      JOIN days ON days.text = coalesce(grouped."day", '')
      ${labels ? `JOIN labels ON labels.text = coalesce(grouped."association", '')` : ""}
      ${options.hasOdd ? `LEFT JOIN money ON money.key = CASE WHEN odd IS NOT NULL THEN ${moneyKey(file)} END` : ""}
      ${joined.map((role) => `JOIN texts AS "${role}" ON "${role}".text = coalesce(grouped."${role}", '')`).join("\n      ")}
    GROUP BY ALL`,
    {
      start: options.window.start,
      end: options.window.end,
      asOf: options.asOf,
      sourceKind: file.source.association ?? null,
      formatKind: file.format.association?.kind ?? null,
      ...(usesPartnerId(file) ? { partnerId: file.source.partnerId ?? "" } : {}),
    },
  );
}

/** Key columns whose texts are used as they are, but for spaces and the spelling of GUIDs. */
const textRoles = [
  "partner",
  "reseller",
  "customer",
  "subscription",
  "tenant",
  "invoice",
  "partnerName",
  "partnerCountry",
  "customerCountry",
] as const satisfies readonly KeyRole[];
type TextRole = (typeof textRoles)[number];
type Text = (role: TextRole, form?: "trimmed" | "id") => string;

/**
 * Normalises each distinct text once, into the temporary table `texts` (text → trimmed, id): there are far fewer than rows.
 *
 * @returns whether any text is other than it was
 */
async function normaliseTexts(connection: DuckDBConnection, roles: ReadonlySet<KeyRole>): Promise<boolean> {
  const used = textRoles.filter((role) => roles.has(role));
  const distinct = used.map((role) => `SELECT DISTINCT coalesce("${role}", '') AS text FROM grouped`);
  // Most texts have no capital letter and no slash in front: they are spared the regular expressions.
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE texts AS
    SELECT text, trimmed,
      CASE WHEN bare = lower(bare) THEN bare ELSE CASE WHEN regexp_full_match(bare, '${guid}') THEN lower(bare) ELSE bare END END AS id
    FROM (
      SELECT *, CASE WHEN starts_with(trimmed, '/') THEN regexp_replace(trimmed, '^/subscriptions/', '', 'i') ELSE trimmed END AS bare
      FROM (
        SELECT text, trim(text, ${blanks}) AS trimmed FROM (${distinct.length === 0 ? "SELECT '' AS text" : distinct.join(" UNION ")})
      )
    )`);
  const changed = await connection.runAndReadAll("SELECT count(*) FROM texts WHERE text <> trimmed OR text <> id");
  return Number(changed.getRows()[0]?.[0]) > 0;
}

function usesPartnerId(file: ConsumptionExport): boolean {
  return file.source.partnerId !== undefined;
}

/** The partner of a row: the reseller before the partner itself; not yet billed and without a reseller, nobody yet (S5). */
function partnerCases(file: ConsumptionExport, text: Text): string {
  const cases: string[] = [];
  if (file.columns.has("reseller")) {
    cases.push(`WHEN ${text("reseller")} <> '' THEN ${text("reseller")}`, `WHEN ${text("invoice")} = '' THEN ''`);
  }
  cases.push(`WHEN ${text("partner")} <> '' THEN ${text("partner")}`);
  return `${cases.join(" ")} ELSE ${usesPartnerId(file) ? "CAST($partnerId AS VARCHAR)" : "''"}`;
}
