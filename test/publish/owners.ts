import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { identityOf, type Owner } from "../../src/publish/owner.ts";

/** This process, as a run that holds something. */
export async function liveOwner(runId: string): Promise<Owner> {
  return {
    runId,
    pid: process.pid,
    host: hostname(),
    startedAt: "2017-08-01T02:15:02Z",
    process: await identityOf(process.pid),
  };
}

/** A run of a process that has ended on this host. */
export function deadOwner(runId: string): Owner {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return { runId, pid, host: hostname(), startedAt: "2017-07-31T02:15:02Z", process: "" };
}

/** A run on a host that cannot be asked. */
export function distantOwner(runId: string): Owner {
  return { ...deadOwner(runId), host: "batch.example.com" };
}
