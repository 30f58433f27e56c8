import type { GapRow } from "../../gap-rows.ts";
import type { OutputTables } from "../../output-tables.ts";
import { type Column, measured, pickColumns, tableOf } from "../../tables/column.ts";
import { thresholdShare } from "../../threshold-share.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

const shareColumn: Column<GapRow> = {
  name: "share",
  title: "Reached (% of threshold)",
  width: 15,
  cell: (row) => measured({ kind: "percent", value: thresholdShare(row) }),
};

/** Plans the sheet of all unmet requirements of the tiers above the one held. */
export function gapsSheet({ gaps }: OutputTables, places: PartnerPlaces): TableSheet {
  const { columns, rows } = gaps;
  const names = columns.map(({ name }) => name);
  const end = names.indexOf("what_to_do");
  const shown = [...pickColumns(columns, names.slice(0, end)), shareColumn, ...pickColumns(columns, names.slice(end))];
  return {
    layout: "table",
    name: "Gaps",
    shows: "Every unmet requirement of every tier above the one held, and what to do.",
    table: tableOf(shown, rows),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", rows)]]),
  };
}
