import type { Cause } from "../domain/change.ts";
import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { FileAmount, PartnerSnapshot } from "../domain/snapshot.ts";
import { type MonthPlace, movedShares, type RunPair, type Share } from "./run-pair.ts";

type Months = PartnerSnapshot["months"];

/** The counted dollars of one partner in two runs; empty where it is not there. */
export interface PartnerMonths {
  readonly before: Months;
  readonly after: Months;
}

/** Why a partner's consumption is another than before, month by month; the amounts add up to the difference exactly. */
export function moneyCauses(partner: PartnerMonths, pair: RunPair): Cause[] {
  const causes: Cause[] = [];
  const otherwise: { month: Month; amount: Usd }[] = [];
  for (const [month, place] of pair.months) {
    const [before, after] = [partner.before.get(month) ?? [], partner.after.get(month) ?? []];
    const amount = sum(after) - sum(before);
    if (amount === 0n) continue;
    if (place !== "both") {
      causes.push({ kind: windowCauses[place], month, amount });
      continue;
    }
    const shares = movedShares(pair, before, after);
    if (shares.every(({ sameContent }) => sameContent)) otherwise.push({ month, amount });
    else causes.push(restated({ month, amount }, shares));
  }
  return [...causes, ...creditedOtherwise(otherwise, pair)];
}

const windowCauses = { left: "month-left", entered: "month-entered", partly: "days-moved" } as const satisfies Record<
  Exclude<MonthPlace, "both">,
  Cause["kind"]
>;

/** Dollars may also go from an export to another that stays as it is: both are named. */
function restated(moved: { readonly month: Month; readonly amount: Usd }, shares: readonly Share[]): Cause {
  const from = shares.filter(({ before }) => before !== 0n).map(({ file }) => file);
  const to = shares.filter(({ after }) => after !== 0n).map(({ file }) => file);
  return { kind: "restated", ...moved, from, to };
}

/** The exports are what they were, so whom they are credited to, or for how much, was decided otherwise. */
function creditedOtherwise(
  moved: readonly { readonly month: Month; readonly amount: Usd }[],
  { changedTerms }: RunPair,
): Cause[] {
  if (moved.length === 0) return [];
  const amount = moved.reduce((total, each) => total + each.amount, 0n);
  return [{ kind: "credited-otherwise", terms: changedTerms, months: moved.map(({ month }) => month), amount }];
}

/** Exact sum of the shares of all files. */
export function sum(files: readonly FileAmount[]): Usd {
  return files.reduce((total, { usd }) => total + usd, 0n);
}
