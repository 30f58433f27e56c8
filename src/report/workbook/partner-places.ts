import type { OutputTables } from "../output-tables.ts";
import type { LinkTarget } from "./places.ts";
import type { RowLink } from "./sheet-plan.ts";

/** Sheets with rows of partners that links lead to. */
export type PartnerSheet = "Partners" | "Gaps" | "People" | "Monthly";

/** Places where each partner's rows begin. */
export interface PartnerPlaces {
  /** Finds the first row of a partner on a sheet; `undefined` where it has none there. */
  find(sheet: PartnerSheet, partnerId: string): LinkTarget | undefined;
}

/** Notes where each partner's rows begin: all these sheets are sorted by partner. */
export function partnerPlaces({ partners, gaps, people }: OutputTables): PartnerPlaces {
  const partnerRows = firstRows(partners.rows);
  const rows: Readonly<Record<PartnerSheet, ReadonlyMap<string, LinkTarget>>> = {
    Partners: targets("Partners", partnerRows),
    Monthly: targets("Monthly", partnerRows),
    Gaps: targets("Gaps", firstRows(gaps.rows)),
    People: targets("People", firstRows(people.rows)),
  };
  return { find: (sheet, partnerId) => rows[sheet].get(partnerId) };
}

/** Links each row to the first row of its partner on another sheet. */
export function linkTo(
  places: PartnerPlaces,
  sheet: PartnerSheet,
  items: readonly { readonly partnerId: string }[],
): RowLink {
  return (row) => {
    const item = items[row];
    return item === undefined ? undefined : places.find(sheet, item.partnerId);
  };
}

function firstRows(items: readonly { readonly partnerId: string }[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  items.forEach(({ partnerId }, row) => {
    if (!first.has(partnerId)) first.set(partnerId, row);
  });
  return first;
}

function targets(sheet: PartnerSheet, rows: ReadonlyMap<string, number>): ReadonlyMap<string, LinkTarget> {
  return new Map([...rows].map(([partnerId, row]) => [partnerId, { sheet, row }]));
}
