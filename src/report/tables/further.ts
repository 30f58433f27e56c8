import type { FurtherColumns } from "../../domain/further-columns.ts";
import type { Column } from "./column.ts";

/** Returns the columns that carry through what the input's partners.csv says of a row's partner besides its own. */
export function furtherTextColumns<Row extends { readonly partnerId: string }>({
  names,
  cells,
}: FurtherColumns): readonly Column<Row>[] {
  return names.map((name, index) => ({
    name,
    title: name,
    width: 18,
    cell: ({ partnerId }) => ({ kind: "text", value: cells.get(partnerId)?.[index] ?? "" }),
  }));
}
