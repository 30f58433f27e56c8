import type { RunReport } from "../../../domain/report.ts";
import type { OutputTables } from "../../output-tables.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Plans the sheet of partners whose tier or finding changed since the previous published run, one row per cause. */
export function changesSheet(
  { comparedWith }: RunReport,
  { changes }: OutputTables,
  places: PartnerPlaces,
): TableSheet {
  const since =
    comparedWith === undefined
      ? "There is no earlier run to compare with, so this sheet is empty."
      : `Compared with the report of ${comparedWith.asOf}.`;
  return {
    layout: "table",
    name: "Changes",
    shows: `Whose tier or finding changed, and why, in dollars and people. ${since}`,
    table: changes,
    frozenColumns: 2,
    links: new Map([
      [
        "partner_id",
        linkTo(
          places,
          "Partners",
          changes.rows.map(({ change }) => change),
        ),
      ],
    ]),
  };
}
