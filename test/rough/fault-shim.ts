import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "./command.ts";

/** What the tests let a disk answer. */
export const faultCodes = [
  ...(["EDQUOT", "EFBIG", "ESTALE", "ETIMEDOUT", "EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE"] as const),
];
export type FaultCode = (typeof faultCodes)[number];

/** A call that fails in a program. */
export interface CallFault {
  readonly code: FaultCode;
  /** Number of the call, from 1. */
  readonly at: number;
  /** Whether all later calls fail as well. */
  readonly lasts: boolean;
}

/** A call below the folder that is watched: "pread /job/input/consumption/may.csv". */
export interface CallMade {
  readonly number: number;
  readonly call: string;
}

/** How a program ended. */
export interface ShimmedEnd {
  readonly status: number | null;
  /** SIGKILL where it did not end by itself. */
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly calls: readonly CallMade[];
}

/**
 * Compiles the shim, which only glibc's way of loading programs takes.
 *
 * @returns the path of the library; `undefined` where there is no compiler for it
 */
export function compileShim(folder: string): string | undefined {
  const library = join(folder, "fault-shim.so");
  const source = join(root, "test", "rough", "fault-shim.c");
  const compiled = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"]);
  if (compiled.error !== undefined) return undefined;
  if (compiled.status !== 0) throw new Error(`${source} does not compile:\n${compiled.stderr}`);
  return library;
}

/** A program that runs on a disk that fails. */
export interface ShimmedRun {
  readonly library: string;
  /** Nothing outside this folder is counted or fails. */
  readonly folder: string;
  /** File that does not exist yet; outside of the folder. */
  readonly log: string;
  readonly fault?: CallFault | undefined;
}

/** Long enough for any run of a test on a busy machine; a program that is still there then would never end. */
const endsWithin = 60_000;

/** Runs Node.js on a disk that fails. */
export async function runShimmed(
  args: readonly string[],
  { library, folder, log, fault }: ShimmedRun,
): Promise<ShimmedEnd> {
  const env = {
    ...process.env,
    ...{ LD_PRELOAD: library, FAULT_FOLDER: folder, FAULT_LOG: log },
    ...(fault && { FAULT_AT: String(fault.at), FAULT_ERRNO: String(constants.errno[fault.code]) }),
    ...(fault?.lasts && { FAULT_LASTS: "1" }),
  };
  const child = spawn(process.execPath, args, {
    ...{ cwd: root, env, timeout: endsWithin, killSignal: "SIGKILL" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<Pick<ShimmedEnd, "status" | "signal">>((resolve) =>
    child.once("exit", (status, signal) => resolve({ status, signal })),
  );
  const stderr = await text(child.stderr);
  return { ...(await ended), stderr, calls: callsIn(log) };
}

function callsIn(log: string): CallMade[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => {
    const [number = "", ...call] = line.split(" ");
    return { number: Number(number), call: call.join(" ") };
  });
}
