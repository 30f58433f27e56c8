import { isTier } from "../../../domain/tier.ts";
import type { OutputTables } from "../../output-tables.ts";
import { pickColumns, tableOf } from "../../tables/column.ts";
import { consumptionShareColumn } from "../../tables/shares.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Plans the sheet of partners that hold a tier. */
export function qualifiedSheet({ partners }: OutputTables, places: PartnerPlaces): TableSheet {
  const { columns } = partners;
  const rows = partners.rows.filter(({ tier }) => isTier(tier));
  const shown = [
    ...pickColumns(columns, ["partner_id", "partner_name", "tier", "country", "market", "consumption_usd", "people"]),
    ...pickColumns(columns, ["next_tier", "next_tier_finding"]),
    consumptionShareColumn,
    ...pickColumns(columns, ["gaps"]),
  ];
  return {
    layout: "table",
    name: "Qualified",
    shows: "The partners that hold silver or gold.",
    table: tableOf(shown, rows),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", rows)]]),
  };
}
