import type { Assessment } from "../../../domain/assessment.ts";
import type { OutputTables } from "../../output-tables.ts";
import { type Column, pickColumns, tableOf } from "../../tables/column.ts";
import { consumptionShareColumn } from "../../tables/shares.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Columns in the order in which readers look for them; those with the same value in every row come last. */
const verdict = ["partner_id", "partner_name", "tier", "next_tier", "next_tier_finding", "consumption_usd"];
const measured = ["consumption_gap_usd", "people", "people_gap", "gaps"];
const rest = ["market", "country", "assessment_people", "exam_people", "months_seen", "months_covered"];
const sameForAll = ["as_of", "window_start", "window_end"];

/** Plans the sheet of all partners with everything known about them, and links to their rows on the other sheets. */
export function partnersSheet({ partners, gaps, people }: OutputTables, places: PartnerPlaces): TableSheet {
  const { columns, rows } = partners;
  const named = [...verdict, ...measured, ...rest, ...sameForAll];
  const unnamed = columns.filter(({ name }) => !named.includes(name)).map(({ name }) => name);
  const shown = [
    ...pickColumns(columns, verdict),
    consumptionShareColumn,
    ...pickColumns(columns, [...measured, ...unnamed]),
    goColumn("go_to_gaps", "Go to its gaps", countRows(gaps.rows, "gap", "gaps")),
    goColumn("go_to_people", "Go to its people", countRows(people.rows, "row", "rows")),
    goColumn("go_to_months", "Go to its months", () => "months"),
    ...pickColumns(columns, [...rest, ...sameForAll]),
  ];
  return {
    layout: "table",
    name: "Partners",
    shows: "Every partner: what was measured, the tier held, what the next one lacks.",
    table: tableOf(shown, rows),
    frozenColumns: 2,
    links: new Map([
      ["go_to_gaps", linkTo(places, "Gaps", rows)],
      ["go_to_people", linkTo(places, "People", rows)],
      ["go_to_months", linkTo(places, "Monthly", rows)],
    ]),
  };
}

function goColumn(name: string, title: string, text: (partnerId: string) => string): Column<Assessment> {
  return { name, title, width: 11, cell: ({ partnerId }) => ({ kind: "text", value: text(partnerId) }) };
}

/** Returns a function that prints the number of a partner's rows on another sheet; empty if there are none. */
function countRows(
  items: readonly { readonly partnerId: string }[],
  one: string,
  many: string,
): (partnerId: string) => string {
  const counts = new Map<string, number>();
  for (const { partnerId } of items) counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
  return (partnerId) => {
    const count = counts.get(partnerId) ?? 0;
    return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
  };
}
