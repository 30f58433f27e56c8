/**
 * Writes the sample in `input/` and, beside this file, `expected.md`.
 *
 *     node test/sample/build-sample.mjs            rewrites them, byte for byte the same on every machine
 *     node test/sample/build-sample.mjs --check    writes nothing; exit code 1 and a list where they are not current
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { cspFiles } from "./parts/csp.mjs";
import { enterpriseFiles } from "./parts/enterprise.mjs";
import { expectedText } from "./parts/expected.mjs";
import { focusFiles } from "./parts/focus.mjs";
import { insightsFiles } from "./parts/insights.mjs";
import { newLedger } from "./parts/ledger.mjs";
import { partnerAgreementFiles } from "./parts/partner-agreement.mjs";
import { paygFiles } from "./parts/payg.mjs";
import { plainFiles } from "./parts/plain.mjs";
import { readme } from "./parts/readme.mjs";
import { tableFiles } from "./parts/tables.mjs";
import { transcriptFiles } from "./parts/transcripts.mjs";
import { checkVerdicts } from "./parts/verdicts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const inputFolder = join(here, "..", "..", "input");

/** Every file of the sample by its path below `input/`, and the text of expected.md. */
function buildSample() {
  const ledger = newLedger();
  const files = new Map([
    ["README.md", Buffer.from(readme)],
    ...tableFiles(),
    ...insightsFiles(ledger),
    ...cspFiles(ledger),
    ...enterpriseFiles(ledger),
    ...paygFiles(ledger),
    ...partnerAgreementFiles(ledger),
    ...focusFiles(ledger),
    ...plainFiles(ledger),
    ...transcriptFiles(ledger),
  ]);
  checkVerdicts(ledger);
  return { files, expected: Buffer.from(expectedText(ledger)) };
}

/** Files below a folder, with `/`. @param {string} folder */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** @param {string} path @param {Buffer} content */
function isCurrent(path, content) {
  return existsSync(path) && readFileSync(path).equals(content);
}

function main() {
  const { files, expected } = buildSample();
  const wanted = [...files].map(([name, content]) => ({ path: join(inputFolder, name), content }));
  const all = [...wanted, { path: join(here, "expected.md"), content: expected }];
  const surplus = filesBelow(inputFolder).filter((name) => !files.has(name));
  if (process.argv.includes("--check")) {
    const stale = all.filter(({ path, content }) => !isCurrent(path, content)).map(({ path }) => path);
    const found = [...stale, ...surplus.map((name) => join(inputFolder, name))];
    for (const path of found) process.stderr.write(`not current: ${relative(process.cwd(), path)}\n`);
    process.exitCode = found.length === 0 ? 0 : 1;
    return;
  }
  for (const name of surplus) rmSync(join(inputFolder, name));
  for (const { path, content } of all) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

main();
