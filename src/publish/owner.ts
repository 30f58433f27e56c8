import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";
import { errnoOf } from "../domain/disk-error.ts";
import { readJson } from "./read-json.ts";

/** The run that holds a lock or a staging folder. */
export interface Owner {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
  /** Instant in ISO text, UTC. */
  readonly startedAt: string;
  /** What tells this process from an earlier one with the same pid; empty where the system does not say. */
  readonly process: string;
}

const ownerJson = z.object({
  runId: z.string().regex(/^[\w.-]+$/),
  pid: z.number(),
  host: z.string(),
  startedAt: z.string(),
  process: z.string(),
});

/** Prints an owner as its file holds it. */
export function printOwner(owner: Owner): string {
  return `${JSON.stringify(owner, null, 2)}\n`;
}

/** Reads an owner's file; `undefined` when there is none, `"unreadable"` when it is not one of ours. */
export async function readOwner(path: string): Promise<Owner | "unreadable" | undefined> {
  try {
    return readJson(ownerJson, await readFile(path, "utf8")) ?? "unreadable";
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Tells whether an owner may still be at work. An owner on another host counts as alive: it cannot be asked.
 *
 * @param self - the run that asks; an earlier owner with its very pid is one that died before
 */
export async function mayBeAlive(owner: Owner, self: Owner): Promise<boolean> {
  if (owner.host !== self.host) return true;
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
 * Tells a process from an earlier one with the same pid: boot and start time, where Linux offers them.
 *
 * @returns empty text elsewhere, and for a process that is gone
 */
export async function identityOf(pid: number): Promise<string> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The command in parentheses may itself hold spaces and parentheses; the start time is field 22, 20th after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot.trim()}:${fields[19] ?? ""}`;
  } catch {
    return "";
  }
}

/** This process as an owner. */
export async function ownerOfRun({ runId, startedAt }: Pick<Owner, "runId" | "startedAt">): Promise<Owner> {
  return { runId, pid: process.pid, host: hostname(), startedAt, process: await identityOf(process.pid) };
}
