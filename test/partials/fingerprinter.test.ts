import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fingerprinter, threadsFor } from "../../src/partials/fingerprinter.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const built = join(import.meta.dirname, "../../dist/partials/fingerprint-thread.js");
/** The last ones have a line end on either side of where one piece that is read ends, 128 KiB. */
const texts = [
  ...["", "a", "a\n", "a\nb", `${"x".repeat(300_000)}\n${"y".repeat(70_000)}\n`, "\n\n"],
  ...["a\r\nb\r\n", "a\r\nb\n", "a\nb\r\nc", "a\r\nb"],
  ...[`${"x".repeat(131_071)}\r\nb\r\n`, `${"x".repeat(131_071)}\r\nb\n`],
];
const files = Object.fromEntries(texts.map((text, index) => [`consumption/${index}.csv`, text]));
const expected = texts.map((text) => ({
  sha256: createHash("sha256").update(text).digest("hex"),
  lines: text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0),
  mixedEnds: text.includes("\r\n") && /(?<!\r)\n/.test(text),
}));

/** The files, and a fingerprinter whose threads run the built program, or this one. */
function prepare(threads: number, program?: string) {
  const { input } = jobFolder({ ...files, ...(program === undefined ? {} : { "thread.cjs": program }) });
  const prints = fingerprinter(threads, program === undefined ? built : join(input, "thread.cjs"));
  return { input, paths: Object.keys(files).map((name) => join(input, name)), prints };
}

describe("fingerprints", () => {
  it.each([
    ["on this thread", 0, undefined],
    ["on one thread", 1, undefined],
    ["on three threads", 3, undefined],
    ["where threads end at once", 2, "process.exit(1)"],
    ["where threads throw", 2, "throw new Error('no')"],
    [
      "where a thread ends in the middle of something",
      2,
      "require('node:worker_threads').parentPort.once('message', () => process.exit(1))",
    ],
  ])("are the same %s", async (_, threads, program) => {
    const { paths, prints } = prepare(threads, program);
    expect(await Promise.all(paths.map(prints.fingerprint))).toEqual(expected);
    // And once more, when the threads may have gone.
    expect(await Promise.all(paths.map(prints.fingerprint))).toEqual(expected);
    await prints.close();
  });

  it("need no threads where their program is not there", async () => {
    const { input, paths } = prepare(0);
    const prints = fingerprinter(2, join(input, "none.js"));
    expect(prints.hasThreads).toBe(false);
    expect(await Promise.all(paths.map(prints.fingerprint))).toEqual(expected);
  });

  it.each([0, 2])("say why a file cannot be read, with %s threads", async (threads) => {
    const { input, prints } = prepare(threads);
    const missing = join(input, "missing.csv");
    await expect(prints.fingerprint(missing)).rejects.toMatchObject({ code: "ENOENT", path: missing });
    await prints.close();
  });

  it("are given up when nobody waits for them any more", async () => {
    const { paths, prints } = prepare(1, "require('node:worker_threads').parentPort.on('message', () => {})");
    const waiting = paths.map((path) => prints.fingerprint(path).catch((error: Error) => error.message));
    await prints.close();
    expect(await Promise.all(waiting)).toEqual(paths.map((path) => `${path}: given up`));
  });
});

describe("threads to fingerprint with", () => {
  it.each([
    [1, 0],
    [2, 1],
    [4, 1],
    [5, 2],
    [8, 2],
    [16, 4],
    [64, 8],
  ])("of a machine with %s cores are %s", (cores, threads) => {
    expect(threadsFor(cores)).toBe(threads);
  });
});
