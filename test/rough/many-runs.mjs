import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Runs the program once for each list of arguments, one after the other in this one process, since starting takes longer than a
 * small run. Exits with the last code that was not 0.
 *
 * node many-runs.mjs main.js '[["run", "--output", "a"], ["run", "--output", "b"]]'
 */
const [, , main = "", lists = "[]"] = process.argv;
const require = createRequire(import.meta.url);
const program = join(dirname(main), "tierbook.js");
let code = 0;
for (const list of JSON.parse(lists)) {
  process.argv = [process.execPath, main, ...list];
  process.exitCode = 0;
  delete require.cache[program];
  await require(program).ended;
  code = process.exitCode || code;
}
process.exitCode = code;
