import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeAlive, printOwner, readOwner } from "../../src/publish/owner.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { deadOwner, distantOwner, liveOwner } from "./owners.ts";

describe("readOwner", () => {
  it("reads what printOwner prints", async () => {
    const path = join(await tempFolder(), "owner.json");
    const owner = await liveOwner("r1");
    await writeFile(path, printOwner(owner));
    expect(await readOwner(path)).toEqual(owner);
  });

  it("is undefined where there is no file", async () => {
    expect(await readOwner(join(await tempFolder(), "owner.json"))).toBeUndefined();
  });

  it.each(["", "{", "[]", '{"runId":"../x","pid":1,"host":"h","startedAt":"s","process":""}', '{"runId":"r"}'])(
    "is unreadable for %j",
    async (text) => {
      const path = join(await tempFolder(), "owner.json");
      await writeFile(path, text);
      expect(await readOwner(path)).toBe("unreadable");
    },
  );
});

describe("mayBeAlive", () => {
  it("is so for a running process, and for any on another host", async () => {
    const self = { ...(await liveOwner("self")), pid: process.ppid };
    expect(await mayBeAlive(await liveOwner("r1"), self)).toBe(true);
    expect(await mayBeAlive(distantOwner("r1"), self)).toBe(true);
  });

  it("is not so for a process that has ended", async () => {
    expect(await mayBeAlive(deadOwner("r1"), await liveOwner("self"))).toBe(false);
  });

  it("is not so for an earlier process whose pid another one has now", async () => {
    const self = await liveOwner("self");
    const earlier = { ...self, runId: "r1", process: "an earlier boot:1" };
    expect(await mayBeAlive(earlier, self)).toBe(false);
    // Only where the system tells one process from the next can it be known of a pid that is not one's own.
    const known = self.process !== "";
    expect(await mayBeAlive(earlier, { ...self, pid: process.ppid })).toBe(!known);
  });
});
