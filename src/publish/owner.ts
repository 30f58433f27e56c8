import { lstat, readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";
import { errnoOf, isMissing } from "../domain/disk-error.ts";
import { readJson } from "./read-json.ts";

/** The run that holds a lock or a staging folder. */
export interface Owner {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
  /** Instant in ISO text, UTC. */
  readonly startedAt: string;
  /** Distinguishes this process from an earlier one with the same pid; empty if the system does not provide it. */
  readonly process: string;
}

const ownerJson = z.object({
  runId: z.string().regex(/^[\w.-]+$/),
  pid: z.number(),
  host: z.string(),
  startedAt: z.string(),
  process: z.string(),
});

/** Prints the content of an owner's file. */
export function printOwner(owner: Owner): string {
  return `${JSON.stringify(owner, null, 2)}\n`;
}

/**
 * Reads an owner's file; `undefined` if there is none, `"unreadable"` if this program did not write it to its end: it is
 * empty or damaged, a link to nothing, or a device.
 */
export async function readOwner(path: string): Promise<Owner | "unreadable" | undefined> {
  try {
    const status = await stat(path);
    if (!status.isFile() && !status.isDirectory()) return "unreadable";
    return readJson(ownerJson, await readFile(path, "utf8")) ?? "unreadable";
  } catch (error) {
    if (errnoOf(error) === "ELOOP") return "unreadable";
    if (isMissing(error)) return (await isLink(path)) ? "unreadable" : undefined;
    throw error;
  }
}

async function isLink(path: string): Promise<boolean> {
  const status = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return status?.isSymbolicLink() ?? false;
}

/** No run takes a day. */
const longestRun = 24 * 60 * 60 * 1000;

/**
 * Returns whether an owner may still be running. An owner on another host cannot be checked, and counts as alive for a
 * day.
 *
 * @param self - the current run; an earlier owner with the same pid must have died
 */
export async function mayBeAlive(owner: Owner, self: Owner): Promise<boolean> {
  if (owner.host !== self.host) return !(Date.parse(self.startedAt) - Date.parse(owner.startedAt) > longestRun);
  if (owner.pid === self.pid) return owner.process === self.process;
  if (!pidExists(owner.pid)) return false;
  const now = await identityOf(owner.pid);
  return owner.process === "" || now === "" || owner.process === now;
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM";
  }
}

/**
 * Returns text that distinguishes a process from an earlier one with the same pid: boot id and start time, on Linux.
 *
 * @returns empty text on other systems, and for a process that is gone
 */
export async function identityOf(pid: number): Promise<string> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The command in parentheses may contain spaces and parentheses. The start time is field 22, the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot.trim()}:${fields[19] ?? ""}`;
  } catch {
    return "";
  }
}

/** Returns this process as an owner. */
export async function ownerOfRun({ runId, startedAt }: Pick<Owner, "runId" | "startedAt">): Promise<Owner> {
  return { runId, pid: process.pid, host: hostname(), startedAt, process: await identityOf(process.pid) };
}
