import type { Warning } from "../domain/consumption.ts";
import { dollars } from "../domain/dollars.ts";
import { isMoreThanPercent } from "../domain/percent.ts";
import type { ToDo, ToDoKind } from "../domain/to-do.ts";
import { countOfThings, note } from "./quality-words.ts";
import { missingRateLimit, type Shares, unattributedLimit } from "./share-limits.ts";

/** Rows that an operator can do something about. */
export interface OpenFigures extends Shares {
  /** The costliest of each kind first. */
  readonly toDo: readonly ToDo[];
}

/** Warns of rejected rows, with an example of the commonest reason. */
export function rejectedShare({ rowsRead, rowsRejected, limits, toDo }: OpenFigures): Warning[] {
  if (rowsRejected === 0) return [];
  const crosses = isMoreThanPercent(rowsRejected, limits.rejectedPercent, rowsRead);
  const share = ((rowsRejected / rowsRead) * 100).toFixed(2);
  const limit = crosses ? `, more than the limit of ${limits.rejectedPercent} % (limits.rejectedPercent)` : "";
  return [
    note(
      "rejected-rows",
      `${countOfThings(rowsRejected, "row")} of ${rowsRead} (${share} %) rejected${limit}; ${commonest(toDo)}.`,
      crosses,
    ),
  ];
}

/** Names the commonest reason, with an example. */
function commonest(toDo: readonly ToDo[]): string {
  const reasons = toDo.filter(({ kind }) => kind === "rejected" || kind === "damaged-id");
  const [first] = [...reasons].sort((a, b) => b.rows - a.rows);
  return first === undefined
    ? "see rejects.csv"
    : `most often ${first.what} (${countOfThings(first.rows, "row")}): ${first.fix.replace(/\.$/, "")}`;
}

/** Warns of rows without a rate, and of rows that no partner is credited with; each with what costs most. */
export function openMoney(facts: OpenFigures): Warning[] {
  const { buckets, toDo } = facts;
  const { unattributed, "missing-rate": missingRate } = buckets;
  const warnings: Warning[] = [];
  if (missingRate.rows > 0) {
    const { crosses, limit } = missingRateLimit(facts);
    const rows = `${countOfThings(missingRate.rows, "row")} not counted for want of an exchange rate or a currency`;
    warnings.push(note("missing-rate", `${rows}${limit}; ${first(toDo, "missing-rate")}.`, crosses));
  }
  if (unattributed.rows > 0) {
    const { crosses, limit } = unattributedLimit(facts);
    const rows = `${countOfThings(unattributed.rows, "row")} (${dollars(unattributed.usd)}) credited to no partner`;
    warnings.push(note("unattributed", `${rows}${limit}; ${first(toDo, "unattributed")}.`, crosses));
  }
  return warnings;
}

/** Warns of statuses that nobody has classified yet: their rows count. */
export function statuses({ toDo }: OpenFigures): Warning[] {
  return toDo
    .filter(({ kind }) => kind === "unknown-status")
    .map(({ what, rows, firstFile, fix }) =>
      note(
        "unknown-status",
        `${countOfThings(rows, "row")} with the status ${JSON.stringify(what)}, first in ${firstFile}: ${fix}.`,
      ),
    );
}

/** Describes the costliest entry of one kind, and says how many more there are. */
function first(toDo: readonly ToDo[], kind: ToDoKind): string {
  const [costliest, ...others] = toDo.filter((each) => each.kind === kind);
  if (costliest === undefined) return "see to-do.csv";
  const { what, rows, usd, firstFile, firstDay, lastDay, fix } = costliest;
  const worth = usd === undefined ? "" : `, ${dollars(usd)}`;
  const days = firstDay === "" ? "" : `, ${firstDay} to ${lastDay}`;
  const more = others.length === 0 ? "" : `; ${others.length} more in to-do.csv`;
  return `first ${what} (${countOfThings(rows, "row")}${worth}${days}, in ${firstFile}): ${fix}${more}`;
}
