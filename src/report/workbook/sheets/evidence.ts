import type { RunReport } from "../../../domain/report.ts";
import { tableOf } from "../../tables/column.ts";
import { evidenceColumns } from "../../tables/evidence.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Where the consumption of every partner comes from: partner by month by file. */
export function evidenceSheet({ fileMonths }: RunReport, places: PartnerPlaces): TableSheet {
  const withLines = fileMonths.some(({ lines }) => lines !== undefined);
  const lines =
    withLines || fileMonths.length === 0
      ? "Lines count from 1, header included."
      : "The exports are too large to name lines here: ask tierbook explain <partner>.";
  return {
    layout: "table",
    name: "Evidence",
    shows: `Which file each partner's consumption comes from, month by month. ${lines}`,
    table: tableOf(evidenceColumns, fileMonths),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", fileMonths)]]),
  };
}
