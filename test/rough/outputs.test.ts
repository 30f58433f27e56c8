import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import {
  expectWholeLatest,
  leftovers,
  main,
  root,
  runArguments,
  runCommand,
  smallInput,
  startCommand,
} from "./command.ts";

const isRoot = process.getuid?.() === 0;

/** Every cell of a workbook as text, by sheet and address. */
async function cellsOf(path: string): Promise<Map<string, string>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const cells = new Map<string, string>();
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => cells.set(`${sheet.name}!${cell.address}`, JSON.stringify(cell.value))),
    );
  }
  return cells;
}

describe("two runs of the same input", () => {
  it("publish the same bytes in every CSV and the same cells in the workbook, below a path with a space and an umlaut", async () => {
    // Each into a folder of its own: a second run in the first one's folder says what changed since.
    const { root: folder } = jobFolder(smallInput);
    const outputs = ["Ausgabe für Contoso", "Ausgabe für Fabrikam"].map((name) => join(folder, name));
    const runs = outputs.map((output) => runCommand(output, ["--input", join(root, "input")]));
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    for (const output of outputs) expectWholeLatest(output);
    const [first = "", second = ""] = outputs.map((output) => join(output, "latest"));
    for (const name of readdirSync(first).filter((file) => file.endsWith(".csv"))) {
      expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name)))).toBe(true);
    }
    expect(await cellsOf(join(second, "tier-report.xlsx"))).toEqual(await cellsOf(join(first, "tier-report.xlsx")));
  });

  it("at once: one is published, the other exits with 4 and says which run holds the folder", async () => {
    const output = join(jobFolder(smallInput).root, "output");
    const sample = ["--input", join(root, "input")];
    const first = startCommand(output, sample);
    while (!readdirOrNothing(output).includes("tierbook.lock")) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = runCommand(output);
    expect(second.status).toBe(4);
    expect(second.stderr).toMatch(/^run \S+ holds this output folder: process \d+ on \S+, since /);
    expect(await first.ended).toBe(0);
    expect(readdirSync(join(output, "runs"))).toHaveLength(1);
    expectWholeLatest(output);
  });

  it("started together: one is published, the other exits with 4", async () => {
    const output = join(jobFolder(smallInput).root, "output");
    const sample = ["--input", join(root, "input")];
    const ends = await Promise.all([startCommand(output, sample).ended, startCommand(output, sample).ended]);
    expect(ends.toSorted()).toEqual([0, 4]);
    expect(readdirSync(join(output, "runs"))).toHaveLength(1);
    expectWholeLatest(output);
    expect(leftovers(output)).toEqual([]);
  });
});

function readdirOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

describe("`latest`", () => {
  it("is not moved by a run for an older day", () => {
    const output = join(jobFolder(smallInput).root, "output");
    const args = ["--no-workbook"];
    expect(runCommand(output, args).status).toBe(0);
    const target = readlinkSync(join(output, "latest"));
    const older = runCommand(output, [...args, "--as-of", "2017-07-14"]);
    expect([0, 3]).toContain(older.status);
    expect(older.stdout).toContain("`latest` still points to the report of a later day");
    expect(readlinkSync(join(output, "latest"))).toBe(target);
    expect(readdirSync(join(output, "runs"))).toHaveLength(2);
  });
});

describe("an output folder", () => {
  it("that is a file is something to fix, with a sentence", () => {
    const { root } = jobFolder(smallInput);
    const output = join(root, "output");
    writeFileSync(output, "not a folder");
    const { status, stderr } = runCommand(output);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^${output}: found EEXIST`));
    expect(stderr).toContain("something of that name is there already: move it away, or choose another folder");
    expect(readFileSync(output, "utf8")).toBe("not a folder");
  });

  it("below a file is something to fix, with a sentence", () => {
    const { root, input } = jobFolder(smallInput);
    writeFileSync(join(root, "reports"), "not a folder");
    const { status, stderr } = runCommand(join(root, "reports", "output"), ["--input", input]);
    expect(status).toBe(2);
    expect(stderr).toContain("a file stands where a folder is needed");
  });

  it("with a file called runs in it is something to fix, with a sentence", () => {
    const output = join(jobFolder(smallInput).root, "output");
    mkdirSync(output);
    writeFileSync(join(output, "runs"), "not a folder");
    const { status, stderr } = runCommand(output);
    expect(status).toBe(2);
    expect(stderr).toMatch(/a file stands where a folder is needed|something of that name is there already/);
    expect(readdirSync(output)).toEqual(["runs"]);
  });

  it("with a folder called latest in it is something to fix, and nothing is published", () => {
    const output = join(jobFolder(smallInput).root, "output");
    mkdirSync(join(output, "latest"), { recursive: true });
    const { status, stderr } = runCommand(output, ["--no-workbook"]);
    expect(status).toBe(2);
    expect(stderr).toContain("found a folder called latest");
    expect(readdirSync(join(output, "runs"))).toEqual([]);
    expect(leftovers(output)).toEqual([]);
  });

  it.skipIf(isRoot)("that cannot be written to is something to fix, with a sentence", () => {
    const output = join(jobFolder(smallInput).root, "output");
    mkdirSync(output, { mode: 0o500 });
    const { status, stderr } = runCommand(output);
    chmodSync(output, 0o700);
    expect(status).toBe(2);
    expect(stderr).toContain("permission");
  });
});

describe("an unreadable export", () => {
  it.skipIf(isRoot)("is something to fix, with a sentence", () => {
    const { root, input } = jobFolder({ "consumption/usage.csv": "partner_id\n" });
    chmodSync(join(input, "consumption", "usage.csv"), 0);
    const { status, stderr } = runCommand(join(root, "output"), ["--input", input]);
    expect(status).toBe(2);
    expect(stderr).toContain("found a file that cannot be read (EACCES)");
  });
});

describe("a disk that refuses something", () => {
  const ask = (command: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [main, ...command], { encoding: "utf8", env: { ...process.env, ...env } });

  it.each([
    ["what-if", "1000001", "--as-of", "2017-08-15"],
    ["check", "--as-of", "2017-08-15"],
    ["compare", "--no-files", "--as-of", "2017-07-15", "--as-of", "2017-08-15"],
  ])("is something to fix for %s, too", (...command) => {
    const { root, input } = jobFolder(smallInput);
    const nowhere = { TMPDIR: join(root, "nowhere"), TEMP: join(root, "nowhere") };
    const { status, stderr } = ask([...command, "--quiet", "--input", input], nowhere);
    expect(stderr).toContain("Fix: check that the folder above it exists and was not removed meanwhile");
    expect(status).toBe(2);
  });

  it.skipIf(isRoot).each(["partners.csv", "consumption/deep"])("is named where %s cannot be read", (place) => {
    const { root, input } = jobFolder({ ...smallInput, "consumption/deep/more.csv": "partner_id\n" });
    chmodSync(join(input, place), 0);
    const { status, stderr } = runCommand(join(root, "output"), ["--input", input]);
    chmodSync(join(input, place), 0o700);
    expect(stderr).toContain("Fix: let the user who runs tierbook read it, or take it out of the input folder");
    expect(status).toBe(2);
  });

  it.skipIf(process.platform !== "linux")("is a file whose name is no text", () => {
    const { root, input } = jobFolder(smallInput);
    writeFileSync(
      Buffer.concat([Buffer.from(`${input}/consumption/`), Buffer.from([0xff, 0xfe]), Buffer.from(".csv")]),
      "",
    );
    const { status, stderr } = runCommand(join(root, "output"), ["--input", input]);
    expect(stderr).toContain("found a name that is not UTF-8");
    expect(status).toBe(2);
  });
});

/** Mounts a small disk; `false` where that is not allowed. */
function mountSmallDisk(path: string, size: string): boolean {
  mkdirSync(path, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path]).status === 0;
}

describe("a full disk", () => {
  it("is something to fix, nothing is published, and with space the next run completes", (context) => {
    const folder = jobFolder(smallInput);
    const disk = join(folder.root, "disk");
    if (!mountSmallDisk(disk, "4k")) return context.skip();
    try {
      const output = join(disk, "output");
      for (const size of ["4k", "20k"]) {
        spawnSync("mount", ["-o", `remount,size=${size}`, disk]);
        const { status, stderr } = runCommand(output, ["--input", folder.input]);
        expect({ size, status, stderr }).toEqual({
          size,
          status: 2,
          stderr: expect.stringContaining("free some space"),
        });
        expect(readdirOrNothing(join(output, "runs"))).toEqual([]);
        expect(readdirOrNothing(output).filter((name) => !["runs", "person.key", "state"].includes(name))).toEqual([]);
      }
      spawnSync("mount", ["-o", "remount,size=50m", disk]);
      expect(runCommand(output, ["--input", folder.input]).status).toBe(0);
      expectWholeLatest(output);
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});

describe("a run that is interrupted", () => {
  it("can be repeated at once, with the same arguments", () => {
    const output = join(jobFolder(smallInput).root, "output");
    const interrupted = spawnSync(process.execPath, runArguments(output), { timeout: 500, killSignal: "SIGTERM" });
    expect(interrupted.status).not.toBe(1);
    expect(runCommand(output, ["--no-workbook"]).status).toBe(0);
    expect(leftovers(output)).toEqual([]);
  });
});
