import type { Day, Month } from "./day.ts";
import type { Usd } from "./money.ts";

/** Rows that stay open until an operator puts something right, and the files they are in. */
interface OpenSum {
  readonly files: number;
  /** The first of them by path. */
  readonly firstFile: string;
  readonly rows: number;
  readonly usd: Usd;
  readonly firstDay: Day | undefined;
  readonly lastDay: Day | undefined;
}

/** Rows of one subscription, or of a customer where there is none, which are credited to nobody. */
export interface UnattributedSum extends OpenSum {
  readonly customer: string;
  /** Empty where the rows name none. */
  readonly subscription: string;
}

/** Rows in one currency without a rate in some months. */
export interface UnpricedSum extends OpenSum {
  /** Empty where neither the row nor its source names one. */
  readonly currency: string;
  readonly amount: Usd;
  readonly months: readonly Month[];
}

/** Rows of one subscription, or of a customer where there is none, on days that several files have and all count. */
export interface OverlapSum extends OpenSum {
  readonly unit: string;
}

export interface OpenSums {
  readonly unattributed: readonly UnattributedSum[];
  readonly unpriced: readonly UnpricedSum[];
  readonly overlapping: readonly OverlapSum[];
}
