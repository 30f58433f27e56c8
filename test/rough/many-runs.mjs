import { pathToFileURL } from "node:url";

/**
 * Runs the program once for each list of arguments, one after the other in this one process, since starting takes longer than a
 * small run. Exits with the last code that was not 0.
 *
 * node many-runs.mjs main.js '[["run", "--output", "a"], ["run", "--output", "b"]]'
 */
const [, , main = "", lists = "[]"] = process.argv;
const start = pathToFileURL(main);
const { runProgram } = await import(new URL("cli/program.js", start).href);
let code = 0;
for (const list of JSON.parse(lists)) {
  process.exitCode = 0;
  await runProgram(start, [process.execPath, main, ...list]);
  code = process.exitCode || code;
}
process.exitCode = code;
