import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import type { RunOptions } from "../../src/jobs/run.ts";
import type { RunOutcome } from "../../src/jobs/run-outcome.ts";
import { type Files, type JobFolder, jobFolder } from "../fixtures/job-folder.ts";
import { expectWholeLatest, leftovers } from "./command.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";

/** What an evening finds: one row cannot be read, one file is packed. */
const evening: Files = {
  "partners.csv": "partner_id,partner_name,country\n1000001,Contoso,Spain\n1000002,Fabrikam,Chile\n",
  "consumption/may.csv": `${header}1000001,litware,s1,2017-05-30,9000,DPOR\n1000002,wingtip,s2,2017-05-30,4000.5,TPOR\n`,
  "consumption/june.csv": `${header}${"1000001,litware,s1,2017-06-30,7.5,DPOR\n".repeat(200)}1000001,litware,s1,2017-06-31,1,DPOR\n`,
  "transcripts/people.csv":
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n7,,1000001,70-532,,2017-03-01,,pass\n",
};

/** What came in during the night: a partner reaches silver, a closed month is restated. */
const newcomers: Files = {
  "consumption/july.csv.gz": gzipSync(
    `${header}1000001,litware,s1,2017-07-30,15000,DPOR\n1000002,wingtip,s2,2017-07-01,1,TPOR\n`,
  ),
  "consumption/more-of-may.csv": `${header}1000002,wingtip,s3,2017-05-02,100.25,DPOR\n`,
};

/** The CSV files of a run by name. */
export type Csvs = Readonly<Record<string, string>>;

/** `cold`: a first night. `warm`: the night after one that left its report and its state. */
export type Start = "cold" | "warm";

/** A night that may be disturbed as often as one likes, each time in an output folder of its own. */
export interface Night {
  readonly folder: JobFolder;
  /** Makes an output folder as the night finds it. */
  begin(start: Start, name: string): string;
  /** The whole job in this process. */
  run(output: string, request?: Partial<RunOptions>): Promise<RunOutcome>;
  /**
   * Makes sure that a run that was disturbed left `latest` whole, and what it published too.
   *
   * @returns makes sure that the run after it says what it says after an undisturbed night, and cleared up
   */
  expectWhole(start: Start, output: string): () => void;
  /** What an undisturbed run says, and a second one after it, which has another run to compare with. */
  readonly expected: Readonly<Record<Start, readonly [Csvs, Csvs]>>;
}

const asOf = "2017-08-15";

/**
 * Prepares a night, and runs it undisturbed from a cold and from a warm start.
 *
 * @param runBefore - makes the runs of the nights before, if not this process
 * @param more - comes in during the night besides
 */
export async function prepareNight(
  runBefore?: (output: string, day: string) => Promise<unknown>,
  more: Files = {},
): Promise<Night> {
  const folder = jobFolder(evening);
  const shipped = folder.config();
  // Three nights before this one, of which the oldest need not be kept.
  const config = { ...shipped, job: { ...shipped.job, retain: 2 } };
  const before = join(folder.root, "before");
  let runs = 0;
  const run = (output: string, request: Partial<RunOptions> = {}) => {
    runs += 1;
    const runId = `20170815T021500Z-${String(runs).padStart(4, "0")}`;
    return folder.run({ config: { ...config, job: { ...config.job, output } }, runId, threads: 1, ...request });
  };
  for (const day of ["2017-08-12", "2017-08-13", "2017-08-14"]) {
    await (runBefore === undefined ? run(before, { asOf: day }) : runBefore(before, day));
  }
  folder.write({ ...newcomers, ...more });
  const begin = (start: Start, name: string) => {
    const output = join(folder.root, `${start} ${name}`);
    if (start === "warm") cpSync(before, output, { recursive: true, verbatimSymlinks: true });
    age(output);
    return output;
  };
  const undisturbed = async (start: Start): Promise<readonly [Csvs, Csvs]> => {
    const output = begin(start, "undisturbed");
    return [csvsIn((await run(output)).folder), csvsIn((await run(output)).folder)];
  };
  const expected = { cold: await undisturbed("cold"), warm: await undisturbed("warm") };
  const expectWhole = (start: Start, output: string) => {
    expectWholeLatest(output);
    const published = publishedToday(output);
    for (const name of published) expect(csvsIn(join(output, "runs", name))).toEqual(expected[start][0]);
    return () => {
      expectWholeLatest(output);
      expect(publishedToday(output)).toHaveLength(published.length + 1);
      expect(csvsIn(join(output, "latest"))).toEqual(expected[start][published.length]);
      expect(leftovers(output)).toEqual([]);
    };
  };
  return { folder, begin, run, expectWhole, expected };
}

/** Nothing is said of times within two seconds of the writing of the facts, so that is not waited for: its time is moved on. */
export function age(output: string): void {
  const index = join(output, "state", "facts.jsonl");
  if (existsSync(index)) utimesSync(index, new Date(), new Date(Date.now() + 60_000));
}

export function publishedToday(output: string): string[] {
  return namesIn(join(output, "runs")).filter((name) => name.startsWith(asOf));
}

export function csvsIn(folder: string): Csvs {
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Tells folders apart by what a later run can find in them: names and content, but for what no two runs have alike. */
export function fingerprintOf(output: string): string {
  if (!existsSync(output)) return "";
  const files = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:facts|run)\.json$/.test(path))
    .map((path) => `${path.slice(output.length)} ${path.endsWith("person.key") ? "" : readFileSync(path, "latin1")}`);
  const text = files
    .sort()
    .join("\n")
    .replace(/\d{8}T\d{6}Z-\w+/g, "run");
  return createHash("sha256").update(text).digest("hex");
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
