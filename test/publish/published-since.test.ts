import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isPublishedSince } from "../../src/publish/unattended.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { runJson } from "./run-json.ts";

const due = Date.parse("2026-11-23T05:15:00Z");

async function outputWith(folder: string, manifest: string): Promise<string> {
  const output = await tempFolder();
  mkdirSync(join(output, "runs", folder), { recursive: true });
  writeFileSync(join(output, "runs", folder, "run.json"), manifest);
  return output;
}

describe("isPublishedSince", () => {
  it.each([
    {
      name: "is so for a run of that day begun then",
      folder: "2026-11-23_r",
      start: "2026-11-23T05:15:00.000Z",
      is: true,
    },
    { name: "is not so for one begun before", folder: "2026-11-23_r", start: "2026-11-23T05:14:59.999Z", is: false },
    { name: "is so for one for a later day", folder: "2026-11-24_r", start: "2026-11-24T05:15:00.000Z", is: true },
    {
      name: "is not so for one for an earlier day",
      folder: "2026-11-22_r",
      start: "2026-11-23T09:00:00.000Z",
      is: false,
    },
    { name: "is not so for one that does not say when", folder: "2026-11-23_r", start: "?", is: false },
  ])("$name", async ({ folder, start, is }) => {
    expect(await isPublishedSince(await outputWith(folder, runJson({ startedAt: start })), "2026-11-23", due)).toBe(is);
  });

  it("is not so for a run without run.json, nor where nothing was ever published", async () => {
    const output = await outputWith("2026-11-23_r", "");
    expect(await isPublishedSince(output, "2026-11-23", due)).toBe(false);
    expect(await isPublishedSince(join(output, "elsewhere"), "2026-11-23", due)).toBe(false);
  });
});
