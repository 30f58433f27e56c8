import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/cli/failure.ts";
import { disturbEvery, disturber } from "./disturb.ts";
import { csvsIn, prepareNight } from "./night.ts";

describe("a disk that becomes full", () => {
  it("at any write, from a cold or a warm start, is told, leaves `latest` whole, and with space the next run completes", async () => {
    await disturbEvery(await prepareNight(), "ENOSPC", ["warm", "cold"]);
  }, 600_000);

  it("while the workbook is written is told as well", async () => {
    const disturb = disturber(await prepareNight());
    const request = { workbook: true };
    const { writes } = await disturb({ start: "warm", code: "ENOSPC", at: Number.POSITIVE_INFINITY, request });
    const places = writes.flatMap((write, index) =>
      / .*\/\.staging-[^/]*\/tier-report\.xlsx$/.test(write) ? [index + 1] : [],
    );
    expect(places.length).toBeGreaterThan(4);
    for (const at of [places[0], places[1], places.at(-1)]) {
      await disturb({ start: "warm", code: "ENOSPC", at: at ?? 0, request });
    }
  }, 600_000);
});

/** Mounts a small disk; `false` where that is not allowed. */
function mountSmallDisk(path: string, size: string): boolean {
  mkdirSync(path, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path]).status === 0;
}

describe("a small disk that is really full", () => {
  it("is told or does without the state, page by page, until there is room for all", async (context) => {
    const night = await prepareNight();
    const disk = join(night.folder.root, "disk");
    if (!mountSmallDisk(disk, "4k")) return context.skip();
    try {
      let quiet = false;
      for (let pages = 1; !quiet; pages += 1) {
        const output = join(disk, `output ${pages}`);
        spawnSync("mount", ["-o", `remount,size=${4 * pages}k`, disk]);
        const warnings: string[] = [];
        const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
        const end = await night.run(output, { progress }).then(() => undefined, failureOf);
        if (end !== undefined) {
          expect(end.code, end.message).toBe(2);
          expect(end.message).toContain(output);
          expect(end.message).toContain("free some space");
          expect(existsSync(join(output, "latest"))).toBe(false);
        } else {
          expect(csvsIn(join(output, "latest"))).toEqual(night.expected.cold[0]);
          if (warnings.length > 0) expect(warnings).toMatchObject([expect.stringContaining("could not be kept")]);
        }
        quiet = end === undefined && warnings.length === 0;
        rmSync(output, { recursive: true });
      }
    } finally {
      spawnSync("umount", [disk]);
    }
  }, 600_000);
});
