import type { Assessment } from "../../domain/assessment.ts";
import { consumptionShare, furthestShare } from "../threshold-share.ts";
import { type Column, measured } from "./column.ts";

/** Share of the consumption threshold that is reached; only in Excel, where it is shown as a bar. */
export const consumptionShareColumn: Column<Assessment> = {
  name: "consumption_share",
  title: "Consumption (% of threshold)",
  width: 17,
  cell: (row) => measured({ kind: "percent", value: consumptionShare(row) }),
};

/** Share reached of the requirement that is furthest away; only in Excel. */
export const furthestShareColumn: Column<Assessment> = {
  name: "furthest_share",
  title: "Furthest requirement (% of threshold)",
  width: 20,
  cell: (row) => measured({ kind: "percent", value: furthestShare(row) }),
};
