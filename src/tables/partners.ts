import { type FurtherColumns, ownColumns } from "../domain/further-columns.ts";
import { damagedIdHint, type IdReader } from "../domain/ids.ts";
import type { InputProblem, ProblemText } from "../domain/input-error.ts";
import { readSmallTable, refuseProblems, type SmallRow } from "./small-table.ts";

/** One partner, as `partners.csv` or a Partner Center profile export describes it. */
export interface PartnerEntry {
  readonly partnerId: string;
  readonly partnerName: string;
  /** As written; empty where the file leaves it out. */
  readonly country: string;
}

/** What `partners.csv` says. */
export interface PartnerTable {
  readonly partners: readonly PartnerEntry[];
  readonly furtherColumns: FurtherColumns;
}

const columns = {
  partnerId: ["partner_id", "MpnId", "PartnerID"],
  partnerName: ["partner_name", "PartnerName"],
  country: ["country"],
} as const;
type Column = keyof typeof columns;

/**
 * Reads `partners.csv`: `partner_id,partner_name,country`, or the profile export of Partner Center Insights; whatever
 * further columns there are go on to the reports.
 *
 * @returns each partner once, in the order of the file; none when there is no such file
 * @throws InputError listing every row without an id, every partner that two rows describe differently, and every further
 *   column whose name is taken
 */
export async function readPartners(path: string, ids: IdReader): Promise<PartnerTable> {
  const { file, further, rows, problems } = await readSmallTable<Column>(path, columns, true);
  problems.push(...takenNames(file, further));
  const seen = new Map<string, SmallRow<Column>>();
  for (const read of rows) {
    const partnerId = ids.id(read.cells.partnerId);
    if (partnerId === undefined) {
      problems.push(damaged(file, read));
      continue;
    }
    const row = { ...read, cells: { ...read.cells, partnerId, country: ids.country(read.cells.country) } };
    const first = seen.get(partnerId);
    if (partnerId === "") problems.push(withoutId(file, read));
    else if (first === undefined) seen.set(row.cells.partnerId, row);
    else if (!isSame(first, row)) problems.push(contradiction(file, first, row));
  }
  refuseProblems(problems);
  return {
    partners: [...seen.values()].map((row) => ({ ...row.cells })),
    furtherColumns: { names: further, cells: new Map([...seen].map(([id, row]) => [id, row.further])) },
  };
}

/** Finds further columns that are named like another one, or like one of the reports that they go on to. */
function takenNames(file: string, names: readonly string[]): InputProblem[] {
  const own = new Set([...ownColumns, ...Object.values(columns).flat()].map(nameKey));
  const keys = names.map(nameKey);
  return names.flatMap((name, index) => {
    if (own.has(nameKey(name))) return [{ file, line: 1, ...ownName(name) }];
    return keys.indexOf(nameKey(name)) < index ? [{ file, line: 1, ...nameTwice(name) }] : [];
  });
}

/** Names that differ in case, spaces or underscores only are one: people would take them for one. */
function nameKey(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}

function ownName(name: string): ProblemText {
  return {
    code: "own-column",
    found: `a column called ${name}`,
    expected:
      "names that no column of partners.csv, gaps.csv or to-do.csv has: further columns are carried through to them",
    fix: `rename the column, such as to our_${name}`,
  };
}

function nameTwice(name: string): ProblemText {
  return {
    code: "column-twice",
    found: `two columns called ${name}`,
    expected: "each column once, so that it is clear which one counts",
    fix: "delete or rename the column that is not meant",
  };
}

function isSame(a: SmallRow<Column>, b: SmallRow<Column>): boolean {
  return JSON.stringify([a.cells, a.further]) === JSON.stringify([b.cells, b.further]);
}

function withoutId(file: string, { line, cells }: SmallRow<Column>): InputProblem {
  const whose = cells.partnerName || cells.country;
  return {
    file,
    line,
    code: "no-partner-id",
    found: `${cells.partnerId === "" ? "no partner id" : `the placeholder ${cells.partnerId} as the partner id`}${whose && ` for ${whose}`}`,
    expected: "an id in every row",
    fix: "fill in the partner's MPN ID, or delete the row",
  };
}

function damaged(file: string, { line, cells }: SmallRow<Column>): InputProblem {
  return {
    file,
    line,
    code: "damaged-id",
    found: `the partner id ${cells.partnerId}`,
    expected: "an id with all its digits",
    fix: damagedIdHint,
  };
}

function contradiction(file: string, first: SmallRow<Column>, second: SmallRow<Column>): InputProblem {
  const said = ({ cells, further }: SmallRow<Column>) => [cells.partnerName, cells.country, ...further].join(", ");
  return {
    file,
    line: second.line,
    code: "contradicting-rows",
    found: `partner ${second.cells.partnerId} as "${said(second)}", but on line ${first.line} as "${said(first)}"`,
    expected: "each partner once, or with the same in every column",
    fix: `delete line ${first.line} or line ${second.line}`,
  };
}
