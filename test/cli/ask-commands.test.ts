import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { compareCommand } from "../../src/cli/compare-command.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { whatIfCommand } from "../../src/cli/what-if-command.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { smallInput } from "../rough/command.ts";
import { fakeTerminal } from "./fake-terminal.ts";

/** Runs one command on a small input. */
async function ask(command: (terminal: Terminal) => Command, words: readonly string[]) {
  const { root, input, output } = jobFolder(smallInput);
  const fake = fakeTerminal(root);
  const folders = ["--input", input, "--output", output, "--quiet"];
  const error = await command(fake.terminal)
    .exitOverride()
    .parseAsync([...words, ...folders], { from: "user" })
    .then(
      () => "",
      (reason: unknown) => String(reason),
    );
  return { stdout: fake.stdout(), error, output };
}

describe("tierbook what-if", () => {
  it("names every flag that cannot be read", async () => {
    const words = ["1", "--add-usd", "1,5", "--add-people", "-1", "--in-month", "2017-13"];
    const { error } = await ask(whatIfCommand, words);
    for (const flag of ["--add-usd: found 1,5", "--add-people: found -1", "--in-month: found 2017-13"]) {
      expect(error).toContain(flag);
    }
  });

  it("publishes nothing", async () => {
    const { error, output } = await ask(whatIfCommand, ["nobody", "--as-of", "2017-08-15"]);
    expect(error).toContain("found partner nobody, whom no input names");
    expect(existsSync(join(output, "runs"))).toBe(false);
  });
});

describe("tierbook compare", () => {
  it.each([
    { name: "nothing to compare with", words: ["--as-of", "2017-08-15"] },
    { name: "three days", words: ["--as-of", "2017-06-30", "--as-of", "2017-07-31", "--as-of", "2017-08-31"] },
  ])("refuses $name", async ({ words }) => {
    expect((await ask(compareCommand, words)).error).toContain(
      "Expected one of the two twice, and neither more often.",
    );
  });

  it("writes its files under the names of both sides, and no run", async () => {
    const { stdout, output } = await ask(compareCommand, ["--as-of", "2017-06-30", "--as-of", "2017-07-31", "--json"]);
    const name = "2017-06-30_cloud-platform-azure-consumption_and_2017-07-31_cloud-platform-azure-consumption";
    expect(readdirSync(output)).toEqual(["compare"]);
    expect(readdirSync(join(output, "compare", name)).sort()).toEqual(["compare.csv", "compare.xlsx"]);
    expect(JSON.parse(stdout)).toMatchObject({ before: { as_of: "2017-06-30" }, after: { as_of: "2017-07-31" } });
  });

  it("writes nothing when told so", async () => {
    const { stdout, output } = await ask(compareCommand, [
      "--as-of",
      "2017-06-30",
      "--as-of",
      "2017-07-31",
      "--no-files",
    ]);
    expect(existsSync(output)).toBe(false);
    expect(stdout).toContain("Before: cloud-platform-azure-consumption, revision B, as of 2017-06-30");
  });
});
