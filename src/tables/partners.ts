import { damagedIdHint, type IdReader } from "../domain/ids.ts";
import type { InputProblem } from "../domain/input-error.ts";
import { readSmallTable, refuseProblems, type SmallRow } from "./small-table.ts";

/** One partner, as `partners.csv` or a Partner Center profile export describes it. */
export interface PartnerEntry {
  readonly partnerId: string;
  readonly partnerName: string;
  /** As written; empty where the file leaves it out. */
  readonly country: string;
}

const columns = {
  partnerId: ["partner_id", "MpnId", "PartnerID"],
  partnerName: ["partner_name", "PartnerName"],
  country: ["country"],
} as const;
type Column = keyof typeof columns;

/**
 * Reads `partners.csv`: `partner_id,partner_name,country`, or the profile export of Partner Center Insights.
 *
 * @returns each partner once, in the order of the file; none when there is no such file
 * @throws InputError listing every row without an id and every partner that two rows describe differently
 */
export async function readPartners(path: string, ids: IdReader): Promise<PartnerEntry[]> {
  const { file, rows, problems } = await readSmallTable<Column>(path, columns);
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
  return [...seen.values()].map((row) => ({ ...row.cells }));
}

function isSame(a: SmallRow<Column>, b: SmallRow<Column>): boolean {
  return a.cells.partnerName === b.cells.partnerName && a.cells.country === b.cells.country;
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
  const said = ({ cells }: SmallRow<Column>) => `${cells.partnerName}, ${cells.country}`;
  return {
    file,
    line: second.line,
    code: "contradicting-rows",
    found: `partner ${second.cells.partnerId} as "${said(second)}", but on line ${first.line} as "${said(first)}"`,
    expected: "each partner once, or with the same name and country",
    fix: `delete line ${first.line} or line ${second.line}`,
  };
}
