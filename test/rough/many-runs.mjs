import { pathToFileURL } from "node:url";

/**
 * Runs the program once for each list of arguments, one after the other in this one process, since starting takes longer than a
 * small run. Exits with the last code that was not 0.
 *
 * node many-runs.mjs main.js '[["run", "--output", "a"], ["run", "--output", "b"]]'
 */
const [, , main, lists] = process.argv;
let code = 0;
for (const [index, list] of JSON.parse(lists).entries()) {
  process.argv = [process.execPath, main, ...list];
  process.exitCode = 0;
  await import(`${pathToFileURL(main)}?${index}`);
  code = process.exitCode || code;
}
process.exitCode = code;
