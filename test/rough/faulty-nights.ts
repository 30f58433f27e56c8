import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Cells, csvOf, parquetOf, workbookOf, zipOf } from "../fixtures/containers.ts";
import { root, runArguments, startCommand } from "./command.ts";
import { type CallFault, type CallMade, runShimmed, type ShimmedEnd } from "./fault-shim.ts";
import { fingerprintOf, type Night, prepareNight, publishedToday, type Start } from "./night.ts";

/** A call that fails, and the night in which it does. */
export interface FaultyNight extends CallFault {
  readonly start: Start;
}

const rowsOf = (subscription: string): Cells => [
  ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"],
  ["1000001", "litware", subscription, "2017-06-01", "12.5", "DPOR"],
];

/** What is read in other ways than a plain CSV file: doubtful, from an archive, from a sheet, by the database alone. */
async function furtherFiles(folder: string): Promise<Readonly<Record<string, string | Buffer>>> {
  return {
    "consumption/ragged.csv": `${csvOf(rowsOf("ragged"))}1000001,litware\n`,
    "consumption/zipped.zip": await zipOf({ "in.csv": csvOf(rowsOf("zipped")) }),
    "consumption/sheet.xlsx": await workbookOf({ usage: rowsOf("sheet") }),
    "consumption/columns.parquet": await parquetOf(rowsOf("columns"), folder),
  };
}

/** Nights of the built program on a disk of which single calls may fail. */
export interface FaultyNights {
  readonly night: Night;
  /** How an undisturbed night ends. */
  readonly usual: Readonly<Record<Start, ShimmedEnd>>;
  /** Runs the program in a new output folder. */
  readonly run: (start: Start, fault?: CallFault) => Promise<ShimmedEnd & { readonly output: string }>;
}

/** @param folder - existing, for all that is not part of a night */
export async function prepareFaultyNights(library: string, folder: string): Promise<FaultyNights> {
  const quick = ["--no-workbook"];
  const before = (output: string, day: string) => startCommand(output, [...quick, "--as-of", day]).ended;
  const night = await prepareNight(before, await furtherFiles(folder));
  const config = join(night.folder.root, "config");
  cpSync(join(root, "config"), config, { recursive: true });
  let runs = 0;
  const run: FaultyNights["run"] = async (start, fault) => {
    runs += 1;
    const output = night.begin(start, `with fault ${runs}`);
    const shimmed = { library, folder: night.folder.root, log: join(folder, `${runs}.log`), fault };
    return { output, ...(await runShimmed(runArguments(output, [...quick, "--config", config]), shimmed)) };
  };
  return { night, run, usual: { cold: await run("cold"), warm: await run("warm") } };
}

/**
 * The calls at which a fault may matter: of those that are alike (a file is read block by block, partials are many) the first two
 * and the last.
 */
export function placesIn(calls: readonly CallMade[]): number[] {
  const alike = new Map<string, number[]>();
  for (const { number, call } of calls) {
    const name = call.replace(/\d{8}T\d{6}Z-\w+|[0-9a-f]{64}|(?<=partial-)\d+|with fault \d+/g, "…");
    alike.set(name, [...(alike.get(name) ?? []), number]);
  }
  return [...new Set([...alike.values()].flatMap((numbers) => [...numbers.slice(0, 2), ...numbers.slice(-1)]))];
}

/** How a program with a fault ended. */
export interface FaultEnd {
  readonly status: number | null;
  /** What failed, what was said, and what is wrong about it; empty where all is as it should be. */
  readonly wrong: string;
}

/**
 * Makes a judge of nights with a fault: each ends by itself and with a cause, or as if nothing had been; `latest` is whole, and the
 * run after it recovers. Two that leave the same folder behind need not be recovered from twice.
 */
export function faultJudge({ night, usual, run }: FaultyNights): (fault: FaultyNight) => Promise<FaultEnd> {
  const seen = new Set<string>();
  return async ({ start, ...fault }) => {
    const { output, ...end } = await run(start, fault);
    const call = end.calls.find(({ number }) => number === fault.at)?.call.slice(night.folder.root.length);
    const said = `${start} ${fault.code}${fault.lasts ? " from" : " at"} ${fault.at} ${call} → ${end.status}: ${end.stderr}`;
    try {
      expectEnd(output, end, { usual: usual[start], code: fault.code });
      const expectRecovery = night.expectWhole(start, output);
      const left = `${start} ${fingerprintOf(output)}`;
      if (!seen.has(left)) {
        await night.run(output);
        expectRecovery();
      }
      seen.add(left);
      return { status: end.status, wrong: "" };
    } catch (error) {
      return { status: end.status, wrong: `${said}\n${error instanceof Error ? error.message : error}` };
    } finally {
      rmSync(output, { recursive: true, force: true });
    }
  };
}

function expectEnd(
  output: string,
  { status, signal, stderr }: ShimmedEnd,
  { usual, code }: { readonly usual: ShimmedEnd; readonly code: string },
): void {
  expect(signal, "it does not end").toBeNull();
  const published = publishedToday(output);
  if (status === usual.status) expect(published).toHaveLength(1);
  else {
    // A disk that goes for good between two renames leaves the run's folder, as a run that is killed there does.
    const left = stderr.includes("could not be taken back") ? 1 : 0;
    expect({ status, published: published.length }).toEqual({ status: 2, published: left });
    // The database does not say why a file is not there for it.
    if (!stderr.includes("No files found")) expect(stderr).toContain(code);
    expect(stderr).toContain("Fix:");
  }
}
