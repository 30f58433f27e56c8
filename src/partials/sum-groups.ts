import type { ConsumptionExport } from "../sources/export.ts";
import type { Connection } from "./duckdb/engine.ts";
import { isExcluded } from "./exclusions.ts";
import type { GroupLayout, TextColumn } from "./groups.ts";
import { partialColumnList } from "./partial.ts";
import { joinMoney } from "./read-money.ts";
import { cellColumns, mayBeNameless } from "./read-texts.ts";

/** Groups to sum, all from files of one layout, whose texts have been read. */
export interface GroupsToSum {
  readonly relation: string;
  readonly file: ConsumptionExport;
  readonly layout: GroupLayout;
}

/**
 * Adds groups to a table of partials: normalises ids (S2), replaces texts with the values read from them, and marks
 * each group as ok, excluded or rejected. Requires the tables that `readTexts` and `readMoney` create.
 */
export async function sumGroups(connection: Connection, target: string, groups: GroupsToSum): Promise<void> {
  const { relation, file, layout } = groups;
  const byPartner = file.format.association?.of === "partner";
  const cells = readCellsOf(layout);
  const line = layout.line === undefined ? "" : ", line";
  await connection.run(
    `
    INSERT INTO ${target} (file, ${partialColumnList}${line})
    WITH rows_read AS (
      SELECT groups.file, CASE WHEN NOT days.fits_both OR unordered_files.file IS NULL THEN days.day END AS day, labels.kind AS label_kind, labels.state AS label_state, money.state AS money_state,
        money.currency, coalesce(money.usd * groups.rows, 0) AS money_usd, money.amount * groups.rows AS money_amount,
        groups.rows, groups.usd, ${isExcluded(layout)} AS excluded${line === "" ? "" : ", groups.line"},
        ${creditedPartner(file, cells)} AS partner, ${isCsp(file) ? cells.id("partner") : noText} AS own_partner,
        ${cells.isDamaged} AS damaged,
        ${idColumns.map((column) => `${cells.id(column)} AS ${column}`).join(", ")},
        ${cells.trimmed("partner_name")} AS partner_name, ${cells.country("partner_country")} AS partner_country,
        ${cells.country("customer_country")} AS customer_country
      FROM ${relation} AS groups
        JOIN days ON days.text = coalesce(groups.day, '')
        LEFT JOIN unordered_files ON unordered_files.file = groups.file
        LEFT JOIN labels ON labels.text = coalesce(groups.association, '')
        ${cells.join}
        ${joinMoney(layout)}
    )
    SELECT file,
      CASE WHEN excluded THEN 'excluded'
        WHEN damaged OR money_state = 'unreadable' OR day IS NULL OR ${isUnlabelled(file)} THEN 'rejected'
        ELSE 'ok' END AS state,
      partner, own_partner, reseller, customer, subscription,
      coalesce(label_kind, CAST($sourceKind AS VARCHAR), CASE WHEN ${byPartner} AND partner = '' THEN NULL ELSE CAST($formatKind AS VARCHAR) END) AS kind,
      day, tenant, invoice, partner_name, partner_country, customer_country, currency,
      CAST(sum(rows) AS BIGINT) AS rows,
      sum(coalesce(usd, money_usd)) AS usd,
      sum(money_amount) AS amount${line}
    FROM rows_read GROUP BY ALL`,
    {
      sourceKind: file.source.association ?? null,
      formatKind: file.format.association?.kind ?? null,
      ...(file.source.partnerId === undefined ? {} : { partnerId: file.source.partnerId }),
    },
  );
}

const noText = "''";
/** The columns of a partial that are ids as they stand in a row. */
const idColumns = ["reseller", "customer", "subscription", "tenant", "invoice"] as const;

/** Returns the joins to `cells` for the columns of a layout, and the expressions for the joined cells. */
function readCellsOf(layout: GroupLayout) {
  const columns = cellColumns(layout);
  const read = (column: TextColumn, as: string) =>
    columns.includes(column) ? `coalesce(${column}_cell.${as}, ${noText})` : noText;
  return {
    join: columns
      .map((column) => `LEFT JOIN cells ${column}_cell ON ${column}_cell.text = groups.${column}`)
      .join("\n"),
    trimmed: (column: TextColumn) => read(column, "trimmed"),
    country: (column: TextColumn) => read(column, "country"),
    id: (column: TextColumn) => read(column, "id"),
    /** Whether an id of the row has lost digits (S2). */
    isDamaged: `(${(["partner", ...idColumns] as const)
      .filter((column) => columns.includes(column))
      .map((column) => `coalesce(${column}_cell.damaged, false)`)
      .concat("false")
      .join(" OR ")})`,
  };
}

/** Returns whether a file is CSP usage, which names both the reseller and the partner itself. */
function isCsp({ columns }: ConsumptionExport): boolean {
  return columns.has("reseller");
}

/**
 * Returns SQL for a row's partner: the reseller, else the partner itself; nobody if unbilled without a reseller (S5).
 */
function creditedPartner(file: ConsumptionExport, { id }: ReturnType<typeof readCellsOf>): string {
  const otherwise = file.source.partnerId === undefined ? noText : "CAST($partnerId AS VARCHAR)";
  const [partner, reseller] = [id("partner"), id("reseller")];
  const own = `WHEN ${partner} <> '' THEN ${partner} ELSE ${otherwise}`;
  if (!isCsp(file)) return `CASE ${own} END`;
  const isUnbilled = `${id("invoice")} = '' AND ${partner} <> ''`;
  return `CASE WHEN ${reseller} <> '' THEN ${reseller} WHEN ${isUnbilled} THEN '' ${own} END`;
}

/** Returns SQL for whether the label rejects the row: it is unknown, or missing although needed (S5). */
function isUnlabelled(file: ConsumptionExport): string {
  if (!file.columns.has("association")) return "false";
  const isNeeded = mayBeNameless(file) ? "partner <> ''" : "true";
  return `label_state = 'unknown' OR (label_state = 'blank' AND ${isNeeded})`;
}
