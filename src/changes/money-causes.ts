import type { Cause } from "../domain/change.ts";
import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Usd } from "../domain/money.ts";
import type { FileAmount, PartnerSnapshot } from "../domain/snapshot.ts";
import { type MonthMove, movedShares, type RunPair, type Share } from "./run-pair.ts";

/** One partner in two runs; `undefined` in a run that does not have it. */
export interface PartnerPair {
  readonly before: PartnerSnapshot | undefined;
  readonly after: PartnerSnapshot | undefined;
}

/** Returns each file's share of each month of a partner; empty without a partner. */
export function monthsOf(partner: PartnerSnapshot | undefined): ReadonlyMap<Month, readonly FileAmount[]> {
  return groupBy(partner?.amounts ?? [], ({ month }) => month);
}

/** Returns why a partner's consumption changed, by month. The amounts add up to the difference exactly. */
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

/** A month's change, split into what the exports caused and what was only credited differently. */
interface MonthSplit {
  readonly restated: { readonly amount: Usd; readonly shares: readonly Share[] } | undefined;
  readonly otherwise: Usd;
}

/**
 * Splits a month's change. If no export changed its dollars for the month, the same dollars are credited differently.
 * If one did, that alone may have changed the shares of the others (S7, S14), unless the terms changed too.
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

/** Adds a restated month. Months restated by the same exports are one cause. */
function addRestated(causes: Map<string, Restated>, { month, amount, shares }: RestatedMonth): void {
  const from = shares.filter(({ before }) => before !== 0n).map(({ file, fileBefore = file }) => fileBefore);
  const to = shares.filter(({ after }) => after !== 0n).map(({ file }) => file);
  const key = JSON.stringify([from, to]);
  const known = causes.get(key) ?? { kind: "restated", months: [], from, to, amount: 0n };
  causes.set(key, { ...known, months: [...known.months, month], amount: known.amount + amount });
}

/** Returns the cause for months with unchanged exports, whose rows are credited to other partners or differently. */
function creditedOtherwise(
  moved: readonly { readonly month: Month; readonly amount: Usd }[],
  { changedTerms }: RunPair,
): Cause[] {
  if (moved.length === 0) return [];
  const amount = moved.reduce((total, each) => total + each.amount, 0n);
  return [{ kind: "credited-otherwise", terms: changedTerms, months: moved.map(({ month }) => month), amount }];
}

/**
 * Returns the exact rise in the shares of all files. Most months are unchanged, which is detected without adding up.
 */
export function riseBetween(before: readonly FileAmount[], after: readonly FileAmount[]): Usd {
  const same = before.length === after.length && before.every(({ usd }, index) => usd === after[index]?.usd);
  return same ? 0n : sum(after) - sum(before);
}

/** Returns the exact sum of the shares of all files. */
export function sum(files: readonly FileAmount[]): Usd {
  return files.reduce((total, { usd }) => total + usd, 0n);
}
