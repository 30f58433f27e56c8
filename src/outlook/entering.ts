import { type Day, type Month, monthOf } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";

/**
 * The row that is projected on the first day of a month, in dollars: the whole rate; in a month that has begun, what is
 * missing in it up to the rate, since its consumption so far is known.
 *
 * @param known - counted in the month up to the as-of day
 */
export function entering(month: Month, rate: Usd, { asOf, known }: { readonly asOf: Day; readonly known: Usd }): Usd {
  if (month > monthOf(asOf)) return rate;
  return rate > known ? rate - known : 0n;
}
