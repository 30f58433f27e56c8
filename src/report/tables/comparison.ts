import type { Assessment } from "../../domain/assessment.ts";
import type { Change } from "../../domain/change.ts";
import type { RunReport } from "../../domain/report.ts";
import { consumption } from "../../requirements/consumption.ts";
import { people } from "../../requirements/people.ts";
import { causeText } from "../cause-text.ts";
import { gapSentence } from "../gap-sentence.ts";
import { nextTierGap } from "../next-tier-gap.ts";
import { maskPerson } from "../person-label.ts";
import { type Cell, type Column, measured } from "./column.ts";

/** A partner whose standing differs between two sets of rules or two days. */
export interface ComparedPartner {
  readonly change: Change;
  /** `undefined` where no input names the partner. */
  readonly before: Assessment | undefined;
  readonly after: Assessment | undefined;
}

/** Two reports, and the partners whose standing differs between them. */
export interface Compared {
  readonly before: RunReport;
  readonly after: RunReport;
  /** Sorted by partner id. */
  readonly partners: readonly ComparedPartner[];
}

/**
 * Returns the columns of `compare.csv`: one row per partner whose standing differs.
 *
 * @param mask - whether to hide who a person is (`people.mask` of the job)
 */
export function comparisonColumns(mask: boolean): readonly Column<ComparedPartner>[] {
  const called = (label: string) => (mask ? maskPerson(label) : label);
  return [
    { name: "partner_id", title: "Partner ID", width: 14, cell: ({ change }) => text(change.partnerId) },
    { name: "partner_name", title: "Partner", width: 32, cell: ({ change }) => text(change.partnerName) },
    { name: "change", title: "Change", width: 11, cell: ({ change }) => ({ kind: "status", value: change.kind }) },
    ...both("tier", "Tier", 9, ({ tier }) => ({ kind: "status", value: tier })),
    ...both("consumption_usd", "Consumption (US$)", 17, (side) => measured({ kind: "usd", value: side.consumption })),
    ...both("people", "People", 11, (side) => measured({ kind: "count", value: side.people })),
    ...both("consumption_gap_usd", "Consumption gap (US$)", 17, (side) => {
      return measured({ kind: "usd-gap", value: nextTierGap(side, consumption) });
    }),
    ...both("people_gap", "People gap", 11, (side) => measured({ kind: "count", value: nextTierGap(side, people) })),
    ...both("gaps", "What is missing", 50, (side) => text(gapSentence(side))),
    {
      name: "why",
      title: "Why",
      width: 70,
      cell: ({ change }) => text(change.causes.map((cause) => causeText(cause, called)).join("; ")),
    },
  ];
}

function both(
  name: string,
  title: string,
  ...[width, cell]: [width: number, cell: (side: Assessment) => Cell]
): readonly Column<ComparedPartner>[] {
  const side = (found: Assessment | undefined) => (found === undefined ? text("") : cell(found));
  return [
    { name: `${name}_before`, title: `${title} before`, width, cell: ({ before }) => side(before) },
    { name: `${name}_after`, title: `${title} after`, width, cell: ({ after }) => side(after) },
  ];
}

function text(value: string): Cell {
  return { kind: "text", value };
}
