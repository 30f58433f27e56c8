import type { RejectedRow, ReplacedByLess } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import type { OpenSums, OverlapSum, UnattributedSum, UnpricedSum } from "../domain/open-sums.ts";
import type { PersonConflict } from "../domain/person.ts";
import { countRejected } from "../domain/rejects.ts";
import { compareCodePoints, firstTen } from "../domain/text.ts";
import { sortToDos, type ToDo } from "../domain/to-do.ts";

/** Everything that an operator can put right. */
export interface OpenThings {
  readonly sums: OpenSums;
  readonly rejects: readonly RejectedRow[];
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
  readonly unknownStatuses: readonly StatusLabel[];
  readonly conflicts: readonly PersonConflict[];
  readonly replacedByLess: readonly ReplacedByLess[];
  readonly cutOff: readonly string[];
  readonly ordersInDoubt: readonly { readonly file: string; readonly order: "mdy" | "dmy"; readonly rows: number }[];
  /** Labels a person as reports do. */
  readonly called: (person: string) => string;
}

/** A status of transcript rows that its format lists neither as active nor as inactive. */
export interface StatusLabel {
  readonly file: string;
  readonly label: string;
  readonly rows: number;
}

/** Lists what an operator can put right, the costliest first, each with the line to paste or what else to do. */
export function toDoList(open: OpenThings): ToDo[] {
  return sortToDos([
    ...open.sums.unattributed.map(unattributed),
    ...open.sums.unpriced.map(unpriced),
    ...rejected(open.rejects),
    ...open.ordersInDoubt.map(orderInDoubt),
    ...unknownCountries(open.unknownCountries),
    ...unknownStatuses(open.unknownStatuses),
    ...open.conflicts.map((conflict) => conflicting(conflict, open.called)),
    ...open.sums.overlapping.map(overlapping),
    ...replaced(open.replacedByLess),
    ...open.cutOff.map(cutOff),
  ]);
}

/** What most kinds leave empty. */
const nothing = {
  ...{ partnerId: "", files: 0, firstFile: "", rows: 0, currency: "", firstDay: "", lastDay: "" },
  ...{ usd: undefined, amount: undefined },
};

function unattributed({ customer, subscription, firstDay = "", lastDay = "", ...sum }: UnattributedSum): ToDo {
  const what = subscription || customer;
  const line = `<partner id>,${subscription === "" ? customer : ""},${subscription},<association>,,`;
  const fix =
    what === ""
      ? `the rows name neither subscription nor customer: give \`partnerId:\` for ${sum.firstFile} under \`sources:\` in job.yaml`
      : `add to associations.csv: ${line}`;
  return {
    ...nothing,
    kind: "unattributed",
    what: what || "neither subscription nor customer",
    ...sum,
    firstDay,
    lastDay,
    fix,
  };
}

function unpriced({ currency, months, firstDay = "", lastDay = "", ...sum }: UnpricedSum): ToDo {
  const base = { ...nothing, kind: "missing-rate" as const, ...sum, usd: undefined, currency, firstDay, lastDay };
  if (currency === "") {
    const entry = `- { match: ${JSON.stringify(sum.firstFile)}, currency: <code> }`;
    return { ...base, what: "no currency", fix: `add to job.yaml below \`sources:\`: ${entry}` };
  }
  const lines = months.map((month) => `${currency},<US dollars per unit>,${month.replace("-", "")}`);
  return { ...base, what: currency, fix: `add to exchange-rates.csv: ${lines.join("; ")}` };
}

/** Groups rejected rows by column and code; the message of the first one says what is wrong. */
function rejected(rejects: readonly RejectedRow[]): ToDo[] {
  const alike = groupBy(rejects, ({ column, code }) => JSON.stringify([column, code]));
  return [...alike.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { column, code, file, line, message } = first;
    const files = new Set(rows.map((row) => row.file)).size;
    return {
      ...{ ...nothing, kind: code === "damaged-id" ? ("damaged-id" as const) : ("rejected" as const) },
      ...{ what: column === "" ? code : `${column}: ${code}`, files, firstFile: file, rows: countRejected(rows) },
      fix: `see rejects.csv; line ${line} of ${file}: ${message}`,
    };
  });
}

function orderInDoubt({ file, order, rows }: OpenThings["ordersInDoubt"][number]): ToDo {
  const other = order === "mdy" ? "dmy" : "mdy";
  const fix = `add to job.yaml below \`sources:\`: - { match: ${JSON.stringify(file)}, dateOrder: ${other} }`;
  return { ...nothing, kind: "date-order", what: file, files: 1, firstFile: file, rows, fix };
}

function unknownCountries(unknown: OpenThings["unknownCountries"]): ToDo[] {
  return [...groupBy(unknown, ({ country }) => country)].map(([country, partners]) => {
    const [first] = partners;
    const fix =
      country === ""
        ? `give the country of ${firstTen(partners.map(({ partnerId }) => partnerId))} in partners.csv`
        : `correct it in partners.csv, or add to markets.yaml, below its market: ${JSON.stringify(country)}`;
    const partnerId = partners.length === 1 ? (first?.partnerId ?? "") : "";
    return {
      ...nothing,
      kind: "unknown-country",
      partnerId,
      what: country || "none given",
      rows: partners.length,
      fix,
    };
  });
}

function unknownStatuses(statuses: readonly StatusLabel[]): ToDo[] {
  return [...groupBy(statuses, ({ label }) => label)].map(([label, seen]) => {
    const files = seen.map(({ file }) => file).sort(compareCodePoints);
    const rows = seen.reduce((sum, each) => sum + each.rows, 0);
    const fix = `the rows count; add ${JSON.stringify(label)} to \`active:\` or \`inactive:\` of the format of ${files[0]} in config/formats/`;
    return {
      ...nothing,
      kind: "unknown-status",
      what: label,
      files: files.length,
      firstFile: files[0] ?? "",
      rows,
      fix,
    };
  });
}

function conflicting({ person, countsFor, alsoNamed }: PersonConflict, called: OpenThings["called"]): ToDo {
  const fix = `counts for ${countsFor || "no partner"}, the partner of the latest completion, and not for ${firstTen(alsoNamed)}: if that is wrong, have the person associated with the right partner`;
  return { ...nothing, kind: "person-conflict", partnerId: countsFor, what: called(person), fix };
}

function overlapping({ unit, firstDay = "", lastDay = "", ...sum }: OverlapSum): ToDo {
  const fix = `several files have it on the same days and all count: if they repeat each other, take one away, or add to job.yaml below \`sources:\`: - { match: ${JSON.stringify(sum.firstFile)}, ignore: true }`;
  return { ...nothing, kind: "overlap", what: unit, ...sum, firstDay, lastDay, fix };
}

function replaced(units: readonly ReplacedByLess[]): ToDo[] {
  return units.map(({ unit, older, newer, usdBefore, usdAfter }) => ({
    ...{
      ...nothing,
      kind: "replaced-by-less",
      what: unit,
      files: 2,
      firstFile: [older, newer].sort(compareCodePoints)[0] ?? "",
    },
    usd: usdAfter - usdBefore,
    fix: `download ${newer} again without a filter; if it is right, add to job.yaml below \`sources:\`: - { match: ${JSON.stringify(older)}, ignore: true }`,
  }));
}

function cutOff(file: string): ToDo {
  return { ...nothing, kind: "cut-off", what: file, files: 1, firstFile: file, rows: 1, fix: "download it again" };
}
