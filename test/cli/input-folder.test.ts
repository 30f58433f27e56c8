import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCommand } from "../../src/cli/check-command.ts";
import { runCommand } from "../../src/cli/run-command.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { smallInput } from "../rough/command.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const commands = { run: runCommand, check: checkCommand };
type Name = keyof typeof commands;

/** Types a command in the folder above the input folder. */
async function type(name: Name, ...words: readonly string[]) {
  const { root } = jobFolder(smallInput);
  const fake = fakeTerminal(root);
  const all = [...words.map((word) => word.replace("ROOT", root)), "--quiet", "--as-of", "2017-08-15"];
  const error: unknown = await commands[name](fake.terminal)
    .exitOverride()
    .parseAsync(all, { from: "user" })
    .then(() => undefined)
    .catch((reason: unknown) => reason);
  return { root, error, ...fake };
}

describe.each<Name>(["run", "check"])("tierbook %s", (name) => {
  it.each([
    { words: ["input"] },
    { words: ["./input/"] },
    { words: ["ROOT/input"] },
    { words: ["input", "--input", "ROOT/input"] },
    { words: [] },
  ])("reads the input folder of the working folder with $words", async ({ words }) => {
    const { root, error, code, stdout } = await type(name, ...words);
    expect([error, code()]).toEqual([undefined, 0]);
    expect(stdout()).toContain(root);
    if (name === "run") expect(readdirSync(join(root, "output", "runs"))).toHaveLength(1);
  });

  it("refuses an argument and --input that name two folders", async () => {
    const { root, error } = await type(name, "input", "--input", "other");
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems).toMatchObject([{ code: "two-input-folders", file: "--input" }]);
    expect(readdirSync(root)).toEqual(["input"]);
  });

  it.each([
    { word: "imput", found: "no such folder" },
    { word: "input/partners.csv", found: "a file" },
    { word: "", found: "input: an empty text" },
  ])("refuses '$word'", async ({ word, found }) => {
    const { root, error } = await type(name, word);
    const [problem] = (error as InputError).problems;
    expect(problem?.found).toContain(found);
    expect(word === "" ? "--input" : relative(root, problem?.file ?? "")).toBe(word === "" ? problem?.file : word);
  });
});
