import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { azurite, sasFor } from "../fetch/azurite.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { main, smallInput } from "../rough/command.ts";

const storage = azurite();

/** A folder with a job, and the program run in it as a user does. */
function desk(urls: readonly string[]) {
  const azure = urls.map((url, index) => `  - url: ${url}\n    into: azure-${index}\n`).join("");
  const { root, input, output } = jobFolder(smallInput, `azure:\n${azure}`);
  const program = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const folders = ["--input", input, "--output", output, "--config", join(root, "config")];
    const child = spawn(process.execPath, [main, ...args, ...folders], {
      cwd: root,
      env: { PATH: process.env["PATH"], HOME: root, ...env },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => {
      stdout += part.toString("utf8");
    });
    child.stderr.on("data", (part: Buffer) => {
      stderr += part.toString("utf8");
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, stdout, stderr };
  };
  return { root, input, output, program };
}

/** All files below a folder as one text. */
function textBelow(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("\n");
}

describe("tierbook fetch", () => {
  it("says what came, as text and as JSON", async () => {
    const { url, write } = await storage.container();
    const { program } = desk([url]);
    await write({ "usage.csv": "some text", "nul.csv": "x" });
    const first = await program(["fetch"], { TIERBOOK_AZURE_SAS: `?${sasFor()}\n` });
    expect(first).toEqual({
      code: 0,
      stdout: `${url} → azure-0: 1 new, 0 changed, 0 unchanged, 1 refused, 0 vanished; 9 bytes fetched\nWarning: nul.csv is not fetched: a name that Windows reserves.\n`,
      stderr: "Fetching exports\n  1 of 1: usage.csv\n",
    });
    const second = await program(["fetch", "--quiet", "--json"], { TIERBOOK_AZURE_SAS: sasFor() });
    expect([second.code, second.stderr]).toEqual([0, ""]);
    expect(JSON.parse(second.stdout)).toEqual({
      containers: [
        {
          ...{ url, prefix: "", into: "azure-0", new: 0, changed: 0, unchanged: 1, bytes: 0, vanished: [] },
          refused: [{ name: "nul.csv", reason: "a name that Windows reserves" }],
        },
      ],
      problems: [],
    });
  });

  it("shows its SAS nowhere: not in what it prints, logs or keeps, whatever goes wrong", async () => {
    const { url, write } = await storage.container();
    const gone = `${storage.address()}/no-such-container`;
    const { root, program } = desk([url, gone]);
    await write({ "usage.csv": "partner_id\n" });
    const right = sasFor();
    const wrong = right.replace(/sig=[^&]{8}/, "sig=AAAAAAAA");
    for (const sas of [right, wrong, right.replace("sig=", "sig")]) {
      const env = { TIERBOOK_AZURE_SAS: sas, AZURE_LOG_LEVEL: "verbose" };
      const fetched = await program(["fetch"], env);
      expect(fetched.code).toBe(2);
      const ran = await program(["run", "--as-of", "2017-08-15", "--no-workbook"], env);
      const all = [fetched.stdout, fetched.stderr, ran.stdout, ran.stderr, textBelow(root)].join("\n");
      const signature = /sig=?([^&]+)/.exec(sas)?.[1] ?? "?";
      for (const form of [signature, decodeURIComponent(signature)]) expect(all).not.toContain(form);
    }
  });

  it("repeats no address that has a query in it", async () => {
    const { program } = desk(["https://account.blob.core.windows.net/exports?sv=1&sig=secret"]);
    const { code, stderr } = await program(["fetch"]);
    expect(code).toBe(2);
    expect(stderr).toContain("found url: https://account.blob.core.windows.net/exports?…\n");
    expect(stderr).not.toContain("secret");
  });

  it("ends with 2 and all problems, and a run that crosses the limit with 3", async () => {
    const dead = "http://127.0.0.1:9/account/exports";
    const { program, output } = desk([`${storage.address()}/no-such-container`, `${storage.address()}/neither-this`]);
    const env = { TIERBOOK_AZURE_SAS: sasFor() };
    const fetched = await program(["fetch", "--quiet"], env);
    expect(fetched.code).toBe(2);
    expect(fetched.stderr.match(/found the answer 404 ContainerNotFound/g)).toHaveLength(2);
    expect(fetched.stderr).not.toContain(dead);
    const ran = await program(["run", "--as-of", "2017-08-15", "--no-workbook", "--quiet"], env);
    expect([ran.code, ran.stdout.match(/Limit crossed: Not fetched/g)?.length]).toEqual([3, 2]);
    const left = await program(["run", "--as-of", "2017-08-15", "--no-workbook", "--quiet", "--no-fetch"], env);
    expect([left.code, left.stderr]).toEqual([0, ""]);
    expect(readFileSync(join(output, "latest.json"), "utf8")).not.toContain("sig");
  });

  it("ends with 2 where nobody can come in: no SAS and no identity", async () => {
    const { url } = await storage.container();
    const { program } = desk([url]);
    const { code, stderr } = await program(["fetch", "--quiet"], { AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential" });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${url}: found `)]);
    expect(stderr).not.toContain("This is a bug");
  });

  it("ends with 2 where the disk takes no more", async () => {
    const { url, write } = await storage.container();
    const { program, input } = desk([url]);
    writeFileSync(join(input, "azure-0"), "a file where the folder should be");
    await write({ "a.csv": "a" });
    const { code, stderr } = await program(["fetch", "--quiet"], { TIERBOOK_AZURE_SAS: sasFor() });
    expect([code, stderr]).toEqual([2, expect.stringContaining("a file stands where a folder is needed")]);
  });
});
