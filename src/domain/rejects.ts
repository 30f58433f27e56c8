import type { RejectedRow } from "./consumption.ts";
import { groupBy } from "./group-by.ts";
import { withThousands } from "./money.ts";

/** Most rejected rows of a file that are listed; all are counted. */
export const mostListed = 10 ** 4;

/** Returns how many rows some entries stand for. */
export function countRejected(rejects: readonly RejectedRow[]): number {
  return rejects.reduce((sum, { more = 1 }) => sum + more, 0);
}

/** A receiver of the rejected rows of one file, in the order of their lines, that keeps no more than are listed. */
export interface RejectList {
  add(reject: RejectedRow): void;
  /** Rows added so far. */
  count(): number;
  /** The first rows, then one entry for the others of each column and fault. */
  all(): RejectedRow[];
}

export function rejectList(): RejectList {
  const listed: RejectedRow[] = [];
  const others = new Map<string, RejectedRow>();
  let count = 0;
  return {
    add: (reject) => {
      const { more = 1 } = reject;
      count += more;
      if (listed.length < mostListed && reject.more === undefined) {
        listed.push(reject);
        return;
      }
      const key = JSON.stringify([reject.column, reject.code]);
      const alike = others.get(key);
      others.set(key, { ...(alike ?? reject), raw: "", more: (alike?.more ?? 0) + more });
    },
    count: () => count,
    all: () => [...listed, ...others.values()],
  };
}

/** Merges lists of rejected rows of the same file, in the order of their lines. */
export function mergeRejects(lists: readonly (readonly RejectedRow[])[]): RejectedRow[] {
  const merged = rejectList();
  const isListed = ({ more }: RejectedRow) => more === undefined;
  const byLine = lists.flat().sort((a, b) => Number(isListed(b)) - Number(isListed(a)) || a.line - b.line);
  for (const reject of byLine) merged.add(reject);
  return merged.all();
}

/** Returns the lines that a report has of one file: of the rows that are not listed, one for each fault. */
export function reportedRejects(rejects: readonly RejectedRow[]): RejectedRow[] {
  const unlisted = rejects.filter(({ more }) => more !== undefined);
  const ofFaults = [...groupBy(unlisted, ({ code }) => code).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const more = countRejected(alike);
    return { ...first, column: "", raw: "", message: `and ${withThousands(String(more))} more`, more };
  });
  return [...rejects.filter(({ more }) => more === undefined), ...ofFaults];
}
