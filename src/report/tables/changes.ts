import type { Cause, Change } from "../../domain/change.ts";
import type { Usd } from "../../domain/money.ts";
import type { Standing } from "../../domain/snapshot.ts";
import { causeText, standingText } from "../cause-text.ts";
import { maskPerson } from "../person-label.ts";
import { type Cell, type Column, measured } from "./column.ts";

/** One cause of one partner's change. */
export interface ChangeRow {
  readonly change: Change;
  readonly cause: Cause;
}

/** Returns a row for each cause of each change, in their order. */
export function changeRows(changes: readonly Change[]): readonly ChangeRow[] {
  return changes.flatMap((change) => change.causes.map((cause) => ({ change, cause })));
}

/**
 * Returns the columns of `changes.csv`: one row per cause, for each partner whose standing changed since the previous
 * published run.
 *
 * @param mask - whether to hide who a person is (`people.mask` of the job)
 */
export function changeColumns(mask: boolean): readonly Column<ChangeRow>[] {
  const called = (label: string) => (mask && !isMasked(label) ? maskPerson(label) : label);
  return [
    ...partnerColumns,
    {
      name: "cause",
      title: "Cause",
      width: 70,
      cell: ({ cause }) => ({ kind: "text", value: causeText(cause, called) }),
    },
    {
      name: "amount_usd",
      title: "Change (US$)",
      width: 17,
      cell: ({ cause }) => ({ kind: "usd-exact", value: "amount" in cause ? cause.amount : undefined }),
    },
    {
      name: "people",
      title: "Change (people)",
      width: 10,
      cell: ({ cause }) => ({ kind: "count", value: cause.kind === "person" ? cause.people : undefined }),
    },
  ];
}

const partnerColumns: readonly Column<ChangeRow>[] = [
  {
    name: "partner_id",
    title: "Partner ID",
    width: 14,
    cell: ({ change }) => ({ kind: "text", value: change.partnerId }),
  },
  {
    name: "partner_name",
    title: "Partner",
    width: 32,
    cell: ({ change }) => ({ kind: "text", value: change.partnerName }),
  },
  { name: "kind", title: "Change", width: 11, cell: ({ change }) => ({ kind: "status", value: change.kind }) },
  { name: "before", title: "Before", width: 24, cell: ({ change }) => text(standingText(change.before)) },
  { name: "after", title: "After", width: 24, cell: ({ change }) => text(standingText(change.after)) },
  {
    name: "consumption_before_usd",
    title: "Consumption before (US$)",
    width: 17,
    cell: ({ change }) => amount(change.before, change.consumptionBefore),
  },
  {
    name: "consumption_after_usd",
    title: "Consumption after (US$)",
    width: 17,
    cell: ({ change }) => amount(change.after, change.consumptionAfter),
  },
];

/** Returns a cell that is empty where a run does not have the partner, and unknown where its consumption is. */
function amount(standing: Standing | undefined, value: Usd | undefined): Cell {
  return standing === undefined ? { kind: "usd", value } : measured({ kind: "usd", value });
}

function text(value: string) {
  return { kind: "text", value } as const;
}

/** Returns whether a label is masked already, as it may be where it comes from the earlier run's facts. */
function isMasked(label: string): boolean {
  return /^.?\*\*\*/u.test(label);
}
