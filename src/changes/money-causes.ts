import type { Cause } from "../domain/change.ts";
import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Usd } from "../domain/money.ts";
import type { FileAmount, PartnerSnapshot } from "../domain/snapshot.ts";
import { type MonthMove, movedShares, type RunPair, type Share } from "./run-pair.ts";

/** One partner in two runs; `undefined` where it is not there. */
export interface PartnerPair {
  readonly before: PartnerSnapshot | undefined;
  readonly after: PartnerSnapshot | undefined;
}

/** What each file adds to each month of a partner; none for no partner. */
export function monthsOf(partner: PartnerSnapshot | undefined): ReadonlyMap<Month, readonly FileAmount[]> {
  return groupBy(partner?.amounts ?? [], ({ month }) => month);
}

/** Why a partner's consumption is another than before, month by month; the amounts add up to the difference exactly. */
export function moneyCauses(partner: PartnerPair, pair: RunPair): Cause[] {
  const causes: Cause[] = [];
  const restated = new Map<string, Restated>();
  const otherwise: { month: Month; amount: Usd }[] = [];
  const [earlier, later] = [monthsOf(partner.before), monthsOf(partner.after)];
  for (const [month, place] of pair.months) {
    const [before, after] = [earlier.get(month) ?? [], later.get(month) ?? []];
    const amount = riseBetween(before, after);
    if (amount === 0n) continue;
    if (place !== "both") {
      causes.push({ kind: windowCauses[place], month, amount });
      continue;
    }
    const split = splitMonth(month, movedShares(pair, before, after), pair);
    if (split.restated !== undefined) addRestated(restated, { month, ...split.restated });
    if (split.otherwise !== 0n) otherwise.push({ month, amount: split.otherwise });
  }
  return [...causes, ...restated.values(), ...creditedOtherwise(otherwise, pair)];
}

const windowCauses = { left: "month-left", entered: "month-entered", partly: "days-moved" } as const satisfies Record<
  Exclude<MonthMove, "both">,
  Cause["kind"]
>;

/** What of a month's change is the exports' doing, and what was only credited otherwise. */
interface MonthSplit {
  readonly restated: { readonly amount: Usd; readonly shares: readonly Share[] } | undefined;
  readonly otherwise: Usd;
}

/**
 * Where no export says anything else about the month, the same dollars are credited otherwise. Where one does, the others
 * may have gained or lost by that alone (S7, S14), unless the terms changed too.
 */
function splitMonth(month: Month, shares: readonly Share[], { isRestated, changedTerms }: RunPair): MonthSplit {
  const isMoved = ({ file, fileBefore = file }: Share) => isRestated(file, month) || isRestated(fileBefore, month);
  const moved = shares.filter(isMoved);
  const [amount, all] = [riseOf(moved), riseOf(shares)];
  if (amount === 0n) return { restated: undefined, otherwise: all };
  if (changedTerms.length > 0) return { restated: { amount, shares: moved }, otherwise: all - amount };
  return { restated: { amount: all, shares }, otherwise: 0n };
}

function riseOf(shares: readonly Share[]): Usd {
  return shares.reduce((total, { before, after }) => total + after - before, 0n);
}

type Restated = Extract<Cause, { kind: "restated" }>;

interface RestatedMonth {
  readonly month: Month;
  readonly amount: Usd;
  readonly shares: readonly Share[];
}

/** Months that the same exports restate are one cause. */
function addRestated(causes: Map<string, Restated>, { month, amount, shares }: RestatedMonth): void {
  const from = shares.filter(({ before }) => before !== 0n).map(({ file, fileBefore = file }) => fileBefore);
  const to = shares.filter(({ after }) => after !== 0n).map(({ file }) => file);
  const key = JSON.stringify([from, to]);
  const known = causes.get(key) ?? { kind: "restated", months: [], from, to, amount: 0n };
  causes.set(key, { ...known, months: [...known.months, month], amount: known.amount + amount });
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

/** What the shares of all files rose by, exactly. Most months are what they were: that is seen without adding up. */
export function riseBetween(before: readonly FileAmount[], after: readonly FileAmount[]): Usd {
  const same = before.length === after.length && before.every(({ usd }, index) => usd === after[index]?.usd);
  return same ? 0n : sum(after) - sum(before);
}

/** Exact sum of the shares of all files. */
export function sum(files: readonly FileAmount[]): Usd {
  return files.reduce((total, { usd }) => total + usd, 0n);
}
