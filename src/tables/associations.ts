import type { Association, AssociationKind } from "../domain/association.ts";
import { type Day, parseDay } from "../domain/day.ts";
import { damagedIdHint, type IdReader } from "../domain/ids.ts";
import type { ProblemText } from "../domain/input-error.ts";
import { readSmallTable, refuseProblems, type SmallRow } from "./small-table.ts";

const columns = {
  partnerId: ["partner_id"],
  customerId: ["customer_id"],
  subscriptionId: ["subscription_id"],
  association: ["association"],
  from: ["from"],
  to: ["to"],
} as const;
type Row = SmallRow<keyof typeof columns>;

/** How the cells of `associations.csv` are read. */
export interface AssociationReading {
  /** Returns the kind that the alias table gives a label. */
  readonly kindOf: (label: string) => AssociationKind | undefined;
  readonly ids: IdReader;
}

/**
 * Reads `associations.csv`: which partner is credited with which subscription or customer, and from when to when (S5).
 * An empty `partner_id` says that nobody is; such a row needs no kind.
 *
 * @returns associations in the order of the file; none when there is no such file
 * @throws InputError listing every unknown label, unreadable or reversed date, damaged id, placeholder for a partner, and
 *   row without a target
 */
export async function readAssociations(path: string, { kindOf, ids }: AssociationReading): Promise<Association[]> {
  const { file, rows, problems } = await readSmallTable(path, columns);
  const associations: Association[] = [];
  for (const read of rows) {
    const row = { ...read, cells: { ...read.cells, ...idsOf(read, ids) } };
    const kind = kindOf(row.cells.association);
    const [from, to] = [parseDay(row.cells.from), parseDay(row.cells.to)];
    const own = [
      ...damagedIds(read, ids),
      ...idProblems(row, read),
      ...kindProblems(row, kind),
      ...dayProblems(row, { from, to }),
    ];
    problems.push(...own.map((problem) => ({ file, line: row.line, ...problem })));
    if (own.length === 0) associations.push(toAssociation(row, kind, { from, to }));
  }
  refuseProblems(problems);
  return associations;
}

interface Span {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

function toAssociation({ cells }: Row, kind: AssociationKind | undefined, { from, to }: Span): Association {
  return {
    partnerId: cells.partnerId,
    customerId: cells.customerId,
    subscriptionId: cells.subscriptionId,
    ...(kind === undefined ? {} : { kind }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const idColumns = ["partnerId", "customerId", "subscriptionId"] as const;

/** Returns the ids of a row as they are compared. A damaged one stays as written: it is reported. */
function idsOf({ cells }: Row, ids: IdReader) {
  const [partnerId, customerId, subscriptionId] = idColumns.map((column) => ids.id(cells[column]) ?? cells[column]);
  return { partnerId: partnerId ?? "", customerId: customerId ?? "", subscriptionId: subscriptionId ?? "" };
}

function damagedIds({ cells }: Row, ids: IdReader): ProblemText[] {
  return idColumns
    .filter((column) => ids.id(cells[column]) === undefined)
    .map((column) => ({
      code: "damaged-id",
      found: `the ${columns[column][0]} ${cells[column]}`,
      expected: "an id with all its digits",
      fix: damagedIdHint,
    }));
}

/** @param read - the row as written: only a cell that is really empty stands for nobody, no placeholder */
function idProblems({ cells }: Row, read: Row): ProblemText[] {
  const problems: ProblemText[] = [];
  if (cells.partnerId === "" && read.cells.partnerId !== "") problems.push(placeholder(read.cells.partnerId));
  if (cells.customerId === "" && cells.subscriptionId === "") problems.push(noTarget);
  return problems;
}

function kindProblems({ cells }: Row, kind: AssociationKind | undefined): ProblemText[] {
  if (kind !== undefined) return [];
  if (cells.association === "") return cells.partnerId === "" ? [] : [noKind];
  return [
    {
      code: "unknown-association",
      found: `the association "${cells.association}", which config/associations.yaml does not know`,
      expected: "a label listed there, or a kind's own name such as dpor or tpor",
      fix: `correct it, or add under labels: in config/associations.yaml the line ${JSON.stringify(cells.association)}: dpor (or whichever kind it means)`,
    },
  ];
}

function dayProblems({ cells }: Row, { from, to }: Span): ProblemText[] {
  const problems: ProblemText[] = [];
  if (cells.from !== "" && from === undefined) problems.push(badDay("from", cells.from));
  if (cells.to !== "" && to === undefined) problems.push(badDay("to", cells.to));
  if (from !== undefined && to !== undefined && from > to) problems.push(reversed(from, to));
  return problems;
}

function badDay(column: string, text: string): ProblemText {
  return {
    code: "bad-day",
    found: `${column} "${text}", which is no day`,
    expected: "a day such as 2017-06-01, or nothing where the association has no such limit",
    fix: `write ${column} as year-month-day`,
  };
}

function reversed(from: Day, to: Day): ProblemText {
  return {
    code: "ends-before-it-begins",
    found: `an association from ${from} to ${to}`,
    expected: "a first day that is not after the last day",
    fix: "swap the two days, or correct the one that is wrong",
  };
}

function placeholder(text: string): ProblemText {
  return {
    code: "no-partner-id",
    found: `the placeholder ${text} as the partner_id`,
    expected: "the partner that is credited, or an empty cell where nobody is",
    fix: "fill in the partner's MPN ID, or empty the cell",
  };
}

const noTarget: ProblemText = {
  code: "no-customer",
  found: "neither a customer_id nor a subscription_id",
  expected: "the customer or the subscription whose consumption is credited",
  fix: "fill in one of them, or delete the row",
};
const noKind: ProblemText = {
  code: "no-association",
  found: "no association",
  expected: "a kind such as dpor or tpor, or a label of config/associations.yaml",
  fix: "fill in the kind of association",
};
