import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, LockedError } from "../../src/domain/input-error.ts";
import { acquireLock } from "../../src/publish/lock.ts";
import { printOwner, readOwner } from "../../src/publish/owner.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { deadOwner, distantOwner, liveOwner } from "./owners.ts";

describe("acquireLock", () => {
  it("takes a free lock, making the folder, and leaves nothing after release", async () => {
    const output = join(await tempFolder(), "output");
    const lock = await acquireLock(output, await liveOwner("r1"));
    expect(lock.takenFrom).toBeUndefined();
    expect(await readOwner(join(output, "tierbook.lock"))).toMatchObject({ runId: "r1", pid: process.pid });
    await lock.release();
    await lock.release();
    expect(await readdir(output)).toEqual([]);
  });

  it("refuses a lock that a live run holds, saying which", async () => {
    const output = await tempFolder();
    await acquireLock(output, await liveOwner("r1"));
    const refused = acquireLock(output, await liveOwner("r2"));
    await expect(refused).rejects.toThrow(LockedError);
    await expect(refused).rejects.toThrow(`run r1 holds this output folder: process ${process.pid}`);
    expect(await readdir(output)).toEqual(["tierbook.lock"]);
  });

  it("refuses the lock of another host, even if no such process is here", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "tierbook.lock"), printOwner(distantOwner("r1")));
    await expect(acquireLock(output, await liveOwner("r2"))).rejects.toThrow("on batch.example.com");
  });

  it("takes over the lock of a dead run, and says whose it was", async () => {
    const output = await tempFolder();
    const dead = deadOwner("r1");
    await writeFile(join(output, "tierbook.lock"), printOwner(dead));
    const lock = await acquireLock(output, await liveOwner("r2"));
    expect(lock.takenFrom).toEqual(dead);
    expect(await readdir(output)).toEqual(["tierbook.lock"]);
    expect(await readOwner(join(output, "tierbook.lock"))).toMatchObject({ runId: "r2" });
  });

  it("takes over from a run that died while it took over", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "tierbook.lock"), printOwner(deadOwner("r1")));
    await writeFile(join(output, "tierbook.lock.takeover-r1"), printOwner(deadOwner("r2")));
    const lock = await acquireLock(output, await liveOwner("r3"));
    expect(lock.takenFrom).toMatchObject({ runId: "r1" });
    expect(await readdir(output)).toEqual(["tierbook.lock"]);
  });

  it("lets exactly one of several runs take over a dead lock", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "tierbook.lock"), printOwner(deadOwner("r0")));
    const owners = await Promise.all(["r1", "r2", "r3", "r4", "r5", "r6"].map(liveOwner));
    const tries = await Promise.allSettled(owners.map((owner) => acquireLock(output, owner)));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(await readdir(output)).toEqual(["tierbook.lock"]);
  });

  it("takes over a file that names no run, since no run leaves one", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "tierbook.lock"), "");
    expect((await acquireLock(output, await liveOwner("r1"))).takenFrom).toBe("unreadable");
  });

  it("does not release a lock that has passed to another run", async () => {
    const output = await tempFolder();
    const lock = await acquireLock(output, await liveOwner("r1"));
    await writeFile(join(output, "tierbook.lock"), printOwner(await liveOwner("r2")));
    await lock.release();
    expect(await readdir(output)).toEqual(["tierbook.lock"]);
  });

  it("is an input error where the output folder is a file", async () => {
    const output = join(await tempFolder(), "output");
    await writeFile(output, "");
    await expect(acquireLock(output, await liveOwner("r1"))).rejects.toThrow(InputError);
  });
});
