import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../src/publish/make-folder.ts";
import { tempFolder } from "../report/temp-folder.ts";

describe("makeFolder", () => {
  it("makes the folders above it, too", async () => {
    const folder = join(await tempFolder(), "a", "b", "c");
    await makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it("leaves a folder alone that is there", async () => {
    const folder = await tempFolder();
    writeFileSync(join(folder, "kept"), "");
    await makeFolder(folder);
    expect(existsSync(join(folder, "kept"))).toBe(true);
  });

  it("refuses a file in its place", async () => {
    const file = join(await tempFolder(), "file");
    writeFileSync(file, "");
    await expect(makeFolder(file)).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(file, "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.skipIf(!existsSync("/proc/self"))("comes to an end where nothing can be made", async () => {
    await expect(makeFolder("/proc/tierbook/output")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
