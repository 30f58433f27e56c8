import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];

/** Commands that a page shows in a block of shell code, as a user of the repository would type them. */
const shown = pages
  .filter((page) => page.endsWith(".md"))
  .flatMap((page) => {
    const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^```sh\n([\s\S]*?)^```/gm)];
    return blocks.flatMap(([, block = ""]) => block.split("\n")).map((command) => ({ page, command: command.trim() }));
  })
  .filter(({ command }) => command.startsWith("node dist/main.js") && !command.endsWith(" schedule"));

/** Each command once: on the page that shows it first. */
function distinct(commands: typeof shown): typeof shown {
  return commands.filter(({ command }, index) => commands.findIndex((other) => other.command === command) === index);
}

describe("the commands that the docs show", () => {
  const folder = mkdtempSync(join(tmpdir(), "tierbook-docs-"));
  const type = async (command: string) => {
    const [, ...words] = command.split(/\s+/);
    const run = promisify(execFile)(process.execPath, words, { cwd: folder });
    return run.then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
    );
  };

  beforeAll(async () => {
    for (const name of ["input", "config", "package.json"])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    for (const name of ["dist", "node_modules"]) symlinkSync(join(root, name), join(folder, name));
    expect(await type("node dist/main.js run --as-of 2017-08-15")).toMatchObject({ code: 0 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are found", () => {
    expect(shown.length).toBeGreaterThan(6);
  });

  it.each(distinct(shown))("$page: $command", async ({ command }) => {
    const { code, stdout } = await type(command);
    // As of today the exports of the sample are too old, which is a limit.
    expect(code).toBe(command.endsWith(" check") ? 3 : 0);
    expect(stdout).not.toBe("");
  });
});
