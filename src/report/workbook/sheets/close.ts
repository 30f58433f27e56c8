import { byMissingShare } from "../../missing-share.ts";
import type { OutputTables } from "../../output-tables.ts";
import { pickColumns, tableOf } from "../../tables/column.ts";
import { consumptionShareColumn, furthestShareColumn } from "../../tables/shares.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** The partners close to their next tier, the one that lacks the smallest share of a threshold first. */
export function closeSheet({ partners }: OutputTables, places: PartnerPlaces): TableSheet {
  const { columns } = partners;
  const close = partners.items.filter(({ nextTierFinding }) => nextTierFinding === "close");
  const items = byMissingShare(close).map(({ assessment }) => assessment);
  const shown = [
    ...pickColumns(columns, ["partner_id", "partner_name", "tier", "next_tier", "next_tier_finding"]),
    furthestShareColumn,
    ...pickColumns(columns, ["gaps", "consumption_usd"]),
    consumptionShareColumn,
    ...pickColumns(columns, ["consumption_gap_usd", "people", "people_gap", "market"]),
  ];
  return {
    layout: "table",
    name: "Close",
    shows: "The partners close to their next tier, the one that lacks least first.",
    table: tableOf(shown, items),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", items)]]),
  };
}
