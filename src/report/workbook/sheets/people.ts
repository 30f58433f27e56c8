import type { OutputTables } from "../../output-tables.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Plans the sheet of all transcript rows with their verdicts. */
export function peopleSheet({ people }: OutputTables, places: PartnerPlaces): TableSheet {
  return {
    layout: "table",
    name: "People",
    shows: "Every transcript row, whether it counts, and why.",
    table: people,
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", people.rows)]]),
  };
}
