import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../report/temp-folder.ts";
import { root } from "../rough/command.ts";

/** A copy of what was built, to be tampered with. */
async function copyOfBuild() {
  const folder = await tempFolder();
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const pathOf = (name: string) => join(folder, "dist", name);
  return {
    compiled: pathOf("tierbook.compiled"),
    program: pathOf("tierbook.js"),
    help: () => execFileSync(process.execPath, [pathOf("main.js"), "--help"], { encoding: "utf8" }),
  };
}

const told = "Which Microsoft partners qualify";

describe("what the build has compiled", () => {
  it("belongs to these bytes of the program: a changed one does what it says now, be it of the same length", async () => {
    const build = await copyOfBuild();
    expect(build.help()).toContain(told);
    const changed = "Which Microsoft partners may pass";
    expect(changed.length).toBe(told.length + 1);
    const program = readFileSync(build.program, "utf8");
    writeFileSync(build.program, program.replaceAll(`${told} `, changed));
    expect(readFileSync(build.program, "utf8")).toHaveLength(program.length);
    expect(build.help()).toContain(changed);
  });

  it.each([
    ["is gone", (path: string) => rmSync(path)],
    ["is empty", (path: string) => writeFileSync(path, "")],
    ["is cut off", (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 100_000))],
    ["is damaged", (path: string) => writeFileSync(path, readFileSync(path).fill(7, 500_000))],
  ])("is not needed: the program starts where it %s", async (_, damage) => {
    const build = await copyOfBuild();
    damage(build.compiled);
    expect(build.help()).toContain(told);
  });
});

describe("what is built", () => {
  it("requires packages and never imports them: what was compiled before cannot", () => {
    const files = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".js"));
    const code = files.flatMap((name) => readFileSync(join(root, "dist", name), "utf8").split("\n"));
    expect(code.length).toBeGreaterThan(10_000);
    expect(code.filter((line) => /\bimport\(/.test(line) && !/^\s*(\*|\/\/)/.test(line))).toEqual([]);
  });
});
