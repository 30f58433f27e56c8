import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { personSecret } from "../../src/publish/person-secret.ts";
import { choosePrevious, previousRun } from "../../src/publish/previous-run.ts";
import { printFacts } from "../../src/publish/print-facts.ts";
import { snapshot } from "../changes/snapshots.ts";
import { tempFolder } from "../report/temp-folder.ts";
import { runJson } from "./run-json.ts";

const run = (asOf: string, runId: string) => ({ asOf, runId });

describe("choosePrevious", () => {
  const published = [run("2017-08-14", "1"), run("2017-08-15", "2"), run("2017-08-15", "3"), run("2017-08-17", "4")];

  it("takes the latest as-of day that is not after this run's", () => {
    expect(choosePrevious(published, undefined, "2017-08-13")).toBeUndefined();
    expect(choosePrevious(published, undefined, "2017-08-14")).toEqual(run("2017-08-14", "1"));
    expect(choosePrevious(published, undefined, "2017-08-17")).toEqual(run("2017-08-17", "4"));
  });

  it("takes of several the one that is the latest report, else the one started last", () => {
    expect(choosePrevious(published, run("2017-08-15", "2"), "2017-08-16")).toEqual(run("2017-08-15", "2"));
    expect(choosePrevious(published, run("2017-08-17", "4"), "2017-08-16")).toEqual(run("2017-08-15", "3"));
  });
});

describe("previousRun", () => {
  const facts = snapshot({ asOf: "2017-08-14" });

  async function publish(output: string): Promise<string> {
    const folder = join(output, "runs", "2017-08-14_1");
    const text = printFacts(facts, (label) => label);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "facts.json"), text);
    await writeFile(join(folder, "run.json"), runJson({ facts: text }));
    return folder;
  }
  const previous = (output: string) => previousRun(output, run("2017-08-15", "2"));

  it("gives the facts that were written", async () => {
    const output = await tempFolder();
    await publish(output);
    expect(await previous(output)).toEqual({ asOf: "2017-08-14", runId: "1", facts });
  });

  it("gives no facts that are not those of run.json", async () => {
    const output = await tempFolder();
    const folder = await publish(output);
    await writeFile(
      join(folder, "facts.json"),
      printFacts({ ...facts, asOf: "2017-08-13" }, (label) => label),
    );
    expect(await previous(output)).toEqual({ asOf: "2017-08-14", runId: "1", facts: undefined });
    for (const spoilt of ["", "null", "[]", '{"outputs":[null]}', '{"outputs":[{"file":"facts.json"}]}']) {
      await writeFile(join(folder, "run.json"), spoilt);
      expect((await previous(output))?.facts).toBeUndefined();
    }
  });

  it("is never the run itself", async () => {
    const output = await tempFolder();
    await publish(output);
    expect(await previousRun(output, run("2017-08-14", "1"))).toBeUndefined();
  });
});

const noWarning = (message: string) => expect.unreachable(message);

describe("personSecret", () => {
  it("is made once, for its owner's eyes only", async () => {
    const output = await tempFolder();
    const secret = await personSecret(output, noWarning);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await personSecret(output, noWarning)).toBe(secret);
    expect(await readdir(output)).toEqual(["person.key"]);
    if (process.platform !== "win32") expect((await stat(join(output, "person.key"))).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === "win32")(
    "is kept to its owner again where others could read it, and says so",
    async () => {
      const output = await tempFolder();
      const secret = await personSecret(output, noWarning);
      await chmod(join(output, "person.key"), 0o640);
      const warnings: string[] = [];
      expect(await personSecret(output, (message) => void warnings.push(message))).toBe(secret);
      expect((await stat(join(output, "person.key"))).mode & 0o777).toBe(0o600);
      expect(warnings).toEqual([expect.stringContaining("person.key")]);
    },
  );

  it("is made anew where it is spoilt", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "person.key"), "half a sec");
    const secret = await personSecret(output, noWarning);
    expect(await readFile(join(output, "person.key"), "utf8")).toBe(`${secret}\n`);
  });
});
