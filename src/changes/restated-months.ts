import type { PartnerSnapshot, Restatement } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import { monthsOf, riseBetween } from "./money-causes.ts";
import { movedShares, type RunPair, type Share } from "./run-pair.ts";

/**
 * Continues the ledger: keeps the earlier run's lines whose month is still in the window, and adds a line for each
 * export whose share of a partner's month changed, if that month was in both windows with the same days and its total
 * changed.
 *
 * @returns sorted by partner id, month, as-of days, file
 */
export function restatedMonths(pair: RunPair): Restatement[] {
  const { before, after } = pair;
  const kept = before.restatements.filter(({ month }) => after.window.months.includes(month));
  const earlier = new Map(before.partners.map((partner) => [partner.partnerId, partner]));
  const later = new Map(after.partners.map((partner) => [partner.partnerId, partner]));
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  const added = [...ids].flatMap((id) => linesOf({ id, before: earlier.get(id), after: later.get(id) }, pair));
  return [...kept, ...added].sort(compareLines);
}

interface Partner {
  readonly id: string;
  readonly before: PartnerSnapshot | undefined;
  readonly after: PartnerSnapshot | undefined;
}

function linesOf(partner: Partner, pair: RunPair): Restatement[] {
  const runs = { asOfBefore: pair.before.asOf, asOfAfter: pair.after.asOf };
  const lines: Restatement[] = [];
  const [earlier, later] = [monthsOf(partner.before), monthsOf(partner.after)];
  for (const [month, place] of pair.months) {
    const [before, after] = [earlier.get(month) ?? [], later.get(month) ?? []];
    if (place !== "both" || riseBetween(before, after) === 0n) continue;
    for (const [file, share] of sharesByFile(movedShares(pair, before, after))) {
      if (share.before !== share.after) lines.push({ partnerId: partner.id, month, file, ...runs, ...share });
    }
  }
  return lines;
}

/** Combines shares by file. A file that changed is two exports in the comparison, but one line in the ledger. */
function sharesByFile(shares: readonly Share[]): Map<string, Pick<Share, "before" | "after">> {
  const byFile = new Map<string, Pick<Share, "before" | "after">>();
  for (const { file, before, after } of shares) {
    const known = byFile.get(file) ?? { before: 0n, after: 0n };
    byFile.set(file, { before: known.before + before, after: known.after + after });
  }
  return byFile;
}

function compareLines(a: Restatement, b: Restatement): number {
  return (
    compareCodePoints(a.partnerId, b.partnerId) ||
    compareCodePoints(a.month, b.month) ||
    compareCodePoints(a.asOfAfter, b.asOfAfter) ||
    compareCodePoints(a.asOfBefore, b.asOfBefore) ||
    compareCodePoints(a.file, b.file)
  );
}
