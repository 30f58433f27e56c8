import type { Candidate } from "../../missing-share.ts";
import type { OutputTables } from "../../output-tables.ts";
import { columnsAfter, pickColumns, tableOf } from "../../tables/column.ts";
import { consumptionShareColumn, furthestShareColumn } from "../../tables/shares.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/**
 * Plans the sheet of partners close to their next tier, the one that lacks the smallest share of a threshold first.
 *
 * @param candidates - all partners with a known gap, the closest first
 */
export function closeSheet(
  { partners }: OutputTables,
  candidates: readonly Candidate[],
  places: PartnerPlaces,
): TableSheet {
  const { columns } = partners;
  const rows = candidates
    .map(({ assessment }) => assessment)
    .filter(({ nextTierFinding }) => nextTierFinding === "close");
  const shown = [
    ...pickColumns(columns, ["partner_id", "partner_name", "tier", "next_tier", "next_tier_finding"]),
    furthestShareColumn,
    ...pickColumns(columns, ["gaps", "consumption_usd"]),
    consumptionShareColumn,
    ...pickColumns(columns, ["consumption_gap_usd", "people", "people_gap", "market"]),
    ...columnsAfter(columns, "rows_rejected"),
  ];
  return {
    layout: "table",
    name: "Close",
    shows: "The partners close to their next tier, the one that lacks least first.",
    table: tableOf(shown, rows),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", rows)]]),
  };
}
