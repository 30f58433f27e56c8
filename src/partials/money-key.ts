import type { ConsumptionExport } from "../sources/find-exports.ts";
import { moneyColumns } from "./duckdb/group-rows.ts";

/** What an amount is turned into dollars by. */
export interface Terms {
  /** `undefined` for an amount in dollars. */
  readonly currency: string | undefined;
  readonly pricingCurrency: string;
  readonly rate: string;
  readonly day: string;
}

/** Stands between the parts of a key; of these only the last, the day, may have one in it. */
const separator = "\u001f";

/** The terms of a grouped row as one text: to fetch its parts from the database one by one takes several times as long. */
export function termsKey(file: ConsumptionExport): string {
  const { currency, pricingCurrency, rate } = moneyColumns(file);
  const parts = [`coalesce('f' || ${currency}, '')`, pricingCurrency, rate, `coalesce(grouped."day", '')`];
  return `concat_ws('${separator}', ${parts.join(", ")})`;
}

/** One text for everything that the odd amount of a grouped row is read by. */
export function moneyKey(file: ConsumptionExport): string {
  return `concat_ws('${separator}', odd, ${termsKey(file)})`;
}

/** Takes apart what `termsKey` put together. */
export function termsOf(key: string): Terms {
  const [foreign = "", pricingCurrency = "", rate = "", ...day] = key.split(separator);
  const currency = foreign === "" ? undefined : foreign.slice(1);
  return { currency, pricingCurrency, rate, day: day.join(separator) };
}
