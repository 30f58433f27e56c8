import type { Day } from "./day.ts";
import type { Usd } from "./money.ts";
import { compareCodePoints } from "./text.ts";

/** Kinds of things that an operator can put right. */
export const toDoKinds = [
  "unattributed",
  "missing-rate",
  "rejected",
  "damaged-id",
  "date-order",
  "unknown-country",
  "unknown-status",
  "person-conflict",
  "overlap",
  "replaced-by-less",
  "cut-off",
] as const;
export type ToDoKind = (typeof toDoKinds)[number];

/** One thing that an operator can put right: one line of `to-do.csv`. */
export interface ToDo {
  readonly kind: ToDoKind;
  /** Empty where none, or more than one, is known. */
  readonly partnerId: string;
  /** What it is about: a subscription, a currency, a column and its fault, a country, a file. */
  readonly what: string;
  /** Number of files concerned, and the first of them by path. */
  readonly files: number;
  readonly firstFile: string;
  readonly rows: number;
  /** `undefined` where the dollars are not known. */
  readonly usd: Usd | undefined;
  /** In `currency`, where it has no rate. */
  readonly amount: Usd | undefined;
  readonly currency: string;
  /** Empty where no day is known. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The line to paste, and where; or what else to do. */
  readonly fix: string;
}

/** Sorts by absolute dollars, then rows, the largest first and unknown dollars last; then by kind and what. */
export function sortToDos(toDos: readonly ToDo[]): ToDo[] {
  const size = ({ usd }: ToDo) => (usd === undefined ? -1n : usd < 0n ? -usd : usd);
  return [...toDos].sort((a, b) => {
    const [sizeA, sizeB] = [size(a), size(b)];
    if (sizeA !== sizeB) return sizeA > sizeB ? -1 : 1;
    return b.rows - a.rows || compareCodePoints(a.kind, b.kind) || compareCodePoints(a.what, b.what);
  });
}
