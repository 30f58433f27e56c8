import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formatProblem, InputError } from "../src/domain/input-error.ts";
import { checkInputs } from "../src/jobs/check.ts";
import { type JobFolder, jobFolder } from "./fixtures/job-folder.ts";

/**
 * One folder a broken input. `input/` holds it, `job.yaml` replaces the shipped one, and `case.json` says what cannot lie in a
 * repository: `make` lists such files, `args` the command line where it matters. `expected.txt` is what the program says.
 * TIERBOOK_GOLDEN=update rewrites every `expected.txt`: read them before they are committed.
 */
const cases = join(import.meta.dirname, "invalid", "input");
const main = join(import.meta.dirname, "..", "dist", "main.js");

/** A file or folder of a case that is made when the case runs. */
interface Making {
  /** Relative to the case's folder. */
  readonly path: string;
  /** Its text; with `cut` only so many bytes of what is written, with `repeat` so often. */
  readonly text?: string;
  readonly repeat?: number;
  readonly gzip?: boolean;
  readonly cut?: number;
  readonly hex?: string;
  readonly folder?: boolean;
  readonly linkTo?: string;
  readonly remove?: boolean;
}

interface Case {
  readonly args?: readonly string[];
  readonly make?: readonly Making[];
}

function openCase(name: string): { folder: JobFolder; details: Case } {
  const source = join(cases, name);
  const job = join(source, "job.yaml");
  const folder = jobFolder({}, existsSync(job) ? readFileSync(job, "utf8") : undefined);
  if (existsSync(join(source, "input"))) cpSync(join(source, "input"), folder.input, { recursive: true });
  const details: Case = existsSync(join(source, "case.json"))
    ? JSON.parse(readFileSync(join(source, "case.json"), "utf8"))
    : {};
  for (const making of details.make ?? []) make(join(folder.root, making.path), making);
  return { folder, details };
}

function make(path: string, making: Making): void {
  mkdirSync(dirname(path), { recursive: true });
  if (making.remove === true) rmSync(path, { recursive: true });
  else if (making.folder === true) mkdirSync(path);
  else if (making.linkTo !== undefined) symlinkSync(making.linkTo, path);
  else writeFileSync(path, contentOf(making));
}

function contentOf({ text = "", repeat = 1, gzip, cut, hex }: Making): Buffer {
  const plain = hex === undefined ? Buffer.from(text.repeat(repeat)) : Buffer.from(hex, "hex");
  return (gzip === true ? gzipSync(plain, { level: 9 }) : plain).subarray(0, cut);
}

/** What a run of this process says; the command line prints it to stderr as it is. */
async function runMessage(folder: JobFolder): Promise<string> {
  try {
    const { report } = await folder.run();
    return `published; left alone: ${report.leftAlone.join(", ")}`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

/** `check` says the same beforehand. */
async function checkMessage(folder: JobFolder): Promise<string> {
  try {
    const progress = { stage: () => {}, files: () => {} };
    const { problems, left_alone } = await checkInputs({ config: folder.config(), asOf: "2017-08-15", progress });
    const said = problems.map(formatProblem).join("\n");
    return problems.length === 0 ? `published; left alone: ${left_alone.join(", ")}` : said;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

async function commandMessage(folder: JobFolder, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder.root, stdio: ["ignore", "ignore", "pipe"] });
  const said: Buffer[] = [];
  child.stderr.on("data", (piece: Buffer) => said.push(piece));
  const [status] = await once(child, "close");
  return `${Buffer.concat(said).toString("utf8").trimEnd()}\nexit code ${status}`;
}

const printed = (message: string, { root }: JobFolder) => `${message.replaceAll(root, "ROOT")}\n`;

function expectPrinted(name: string, message: string): void {
  const file = join(cases, name, "expected.txt");
  if (process.env["TIERBOOK_GOLDEN"] === "update") writeFileSync(file, message);
  expect(message).toBe(readFileSync(file, "utf8"));
}

const names = readdirSync(cases);
const isCommand = (name: string) => /"args"/.test(readOptional(join(cases, name, "case.json")));

describe("a broken input", () => {
  it.each(names.filter((name) => !isCommand(name)))("prints where, what was found and what to do: %s", async (name) => {
    const { folder } = openCase(name);
    const message = await runMessage(folder);
    expectPrinted(name, printed(message, folder));
    if (!message.startsWith("published")) expect(readdirSync(join(folder.output, "runs"))).toEqual([]);
  });

  it.each(["left-alone", "several-problems", "input-missing"])(
    "is found by check beforehand, too: %s",
    async (name) => {
      const { folder } = openCase(name);
      expect(printed(await checkMessage(folder), folder)).toBe(readFileSync(join(cases, name, "expected.txt"), "utf8"));
    },
  );
});

describe("a broken command line", () => {
  it("prints what to do, and exits with its code", async () => {
    const messages = await Promise.all(
      names.filter(isCommand).map(async (name) => {
        const { folder, details } = openCase(name);
        return { name, message: printed(await commandMessage(folder, details.args ?? []), folder) };
      }),
    );
    for (const { name, message } of messages) expectPrinted(name, message);
  });
});

function readOptional(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
