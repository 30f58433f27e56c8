import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { moneyCauses, sum } from "../../src/changes/money-causes.ts";
import { pairOf } from "../../src/changes/run-pair.ts";
import { usd } from "../../src/domain/money.ts";
import type { Snapshot } from "../../src/domain/snapshot.ts";
import { addDays } from "../../src/domain/window.ts";
import { readFacts } from "../../src/publish/read-facts.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { makeDesk } from "./night-desk.ts";

type Row = Record<string, string>;

/** What one night published, by the names of its files. */
interface Night {
  readonly day: string;
  rows(name: string): Row[];
  readonly facts: Snapshot;
}

const firstDay = "2017-07-01";
// The desk lives through every night; the job runs on one in thirty, or with TIERBOOK_NIGHTS=365 on all (some minutes).
const nights = Number(process.env["TIERBOOK_NIGHTS"] ?? 13);

it(`explains every night of a year (${nights} of 365 nights)`, { timeout: 1_200_000 }, async () => {
  const job = jobFolder({}, "rules: cloud-platform-history.yaml\n");
  const desk = makeDesk(20170701, firstDay);
  const seen = new Map<string, number>();
  let last: Night | undefined;
  for (let index = 0; index < 365; index += 1) {
    const day = addDays(firstDay, index);
    const { files, removed } = desk.night(day);
    rmSync(join(job.input, removed), { force: true });
    job.write(files);
    if (index % Math.max(1, Math.floor(365 / nights)) !== 0) continue;
    const { folder } = await job.run({ asOf: day, threads: 1 });
    const night = readNight(day, folder);
    expect({ day, faults: last === undefined ? [] : faultsOf(last, night) }).toEqual({ day, faults: [] });
    for (const { cause = "" } of night.rows("changes.csv")) {
      const sort = cause.slice(0, cause.indexOf(":"));
      seen.set(sort, (seen.get(sort) ?? 0) + 1);
    }
    last = night;
  }
  // The year has all of it: otherwise it would show nothing.
  expect([...seen.keys()]).toEqual(expect.arrayContaining(sorts));
});

const sorts = [
  "month left the window",
  "month entered the window",
  "month restated",
  "association",
  "market",
  "rule revision",
  "person gained",
  "person lost",
  "person expired",
  "person moved",
];

function readNight(day: string, folder: string): Night {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const facts = readFacts(read("facts.json"));
  if (facts === undefined) throw new Error("facts of another layout");
  return { day, facts, rows: (name) => parse(read(name), { columns: true }) };
}

/** Everything that does not come out between two nights, from their published files. */
function faultsOf(before: Night, after: Night): string[] {
  return [
    ...listed(before, after),
    ...dollars(before, after),
    ...persons(before, after),
    ...restated(before, after),
    ...allPartners(before, after),
  ];
}

/** `changes.csv` lists whoever has another tier or finding, and nobody else. */
function listed(before: Night, after: Night): string[] {
  const standings = (night: Night) =>
    new Map(night.rows("partners.csv").map((row) => [row["partner_id"], `${row["tier"]} ${row["next_tier_finding"]}`]));
  const [was, is] = [standings(before), standings(after)];
  const wanted = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id)).sort();
  const found = [...new Set(after.rows("changes.csv").map((row) => row["partner_id"]))];
  return String(wanted) === String(found) ? [] : [`listed ${found}, but changed ${wanted}`];
}

/** The amounts of a partner's causes are the difference of its months in `consumption.csv`, to the last digit. */
function dollars(before: Night, after: Night): string[] {
  return changed(after).flatMap(({ id, causes }) => {
    const explained = total(causes, "amount_usd");
    const risen =
      total(of(id, after, "consumption.csv"), "counted_usd") - total(of(id, before, "consumption.csv"), "counted_usd");
    return explained === risen ? [] : [`${id}: consumption rose by ${risen}, explained ${explained}`];
  });
}

/** The people of a partner's causes on a route are the difference of its people by that route in `partners.csv`. */
function persons(before: Night, after: Night): string[] {
  const routes = { assessments: "assessment_people", exams: "exam_people" };
  return changed(after).flatMap(({ id, causes }) =>
    Object.entries(routes).flatMap(([route, column]) => {
      const count = (night: Night) => Number(of(id, night, "partners.csv")[0]?.[column] ?? 0);
      const own = causes.filter(({ cause = "" }) => cause.endsWith(`(${route})`));
      const explained = own.reduce((all, row) => all + Number(row["people"]), 0);
      const risen = count(after) - count(before);
      return explained === risen ? [] : [`${id} by ${route}: ${risen} people more, explained ${explained}`];
    }),
  );
}

/** The lines of this night in the ledger are what every month that both windows have rose by, and old lines stay. */
function restated(before: Night, after: Night): string[] {
  const key = (row: Row) => `${row["partner_id"]} ${row["month"]}`;
  const months = (night: Night) =>
    new Map(night.rows("consumption.csv").map((row) => [key(row), usd(row["counted_usd"] ?? "")]));
  const [was, is] = [months(before), months(after)];
  const inBoth = before.facts.window.months.filter((month) => after.facts.window.months.includes(month));
  const lines = after.rows("restatements.csv").filter((row) => row["as_of_after"] === after.day);
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((each) => inBoth.includes(each.split(" ")[1] ?? ""));
  const wrong = keys.filter((each) => {
    const noted = total(
      lines.filter((row) => key(row) === each),
      "change_usd",
    );
    return noted !== (is.get(each) ?? 0n) - (was.get(each) ?? 0n);
  });
  const kept = before.rows("restatements.csv").filter(({ month = "" }) => inBoth.includes(month)).length;
  const missing = kept + lines.length - after.rows("restatements.csv").length;
  return [
    ...wrong.map((each) => `ledger of ${each}`),
    ...(missing === 0 ? [] : [`${missing} lines of the ledger lost`]),
  ];
}

/** The causes add up for the partners that are not listed, too. */
function allPartners(before: Night, after: Night): string[] {
  const pair = pairOf(before.facts, after.facts);
  const earlier = new Map(before.facts.partners.map((partner) => [partner.partnerId, partner]));
  return after.facts.partners.flatMap((partner) => {
    const { partnerId } = partner;
    const own = { before: earlier.get(partnerId), after: partner };
    const explained = moneyCauses(own, pair).reduce((all, cause) => all + ("amount" in cause ? cause.amount : 0n), 0n);
    const [rise, fall] = [sum(own.after.amounts), sum(own.before?.amounts ?? [])];
    return explained === rise - fall ? [] : [`${partnerId}: ${explained} of ${rise - fall}`];
  });
}

function changed(night: Night): { id: string; causes: Row[] }[] {
  const rows = night.rows("changes.csv");
  const ids = [...new Set(rows.map((row) => row["partner_id"] ?? ""))];
  return ids.map((id) => ({ id, causes: rows.filter((row) => row["partner_id"] === id) }));
}

function of(id: string, night: Night, file: string): Row[] {
  return night.rows(file).filter((row) => row["partner_id"] === id);
}

function total(rows: readonly Row[], column: string): bigint {
  return rows.reduce((all, row) => all + (row[column] ? usd(row[column]) : 0n), 0n);
}
