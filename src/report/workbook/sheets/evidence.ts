import type { RunReport } from "../../../domain/report.ts";
import { tableOf } from "../../tables/column.ts";
import { evidenceColumns } from "../../tables/evidence.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Where the consumption of every partner comes from: partner by month by file. */
export function evidenceSheet({ fileMonths }: RunReport, places: PartnerPlaces): TableSheet {
  return {
    layout: "table",
    name: "Evidence",
    shows:
      "Which file each partner's consumption comes from, month by month. tierbook explain <partner> names the lines.",
    table: tableOf(evidenceColumns, fileMonths),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", fileMonths)]]),
  };
}
