import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { coldRun, explainCommand } from "./commands.mjs";
import { ensureDataset, linkInto } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved, measureOnce } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

const fileCount = 30;
/** A partner that no made-up data have; as long as their ids, so that files keep their size. */
const partner = "4999999";
const allNew = "explain, 30 files of 100 MB, the run";
const explained = "explain, 30 files of 100 MB, a partner of two of them";

/**
 * Explaining a partner whose rows are in two of thirty files, beside a run that reads all of them.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "megabytesPerGb" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureExplain({ rounds, megabytesPerGb, work }) {
  const { files, input: source } = ensureDataset({ megabytes: (fileCount * megabytesPerGb) / 10, files: fileCount });
  const input = join(work, "explain-input");
  const consumption = join(input, "consumption");
  mkdirSync(consumption, { recursive: true });
  cpSync(join(source, "transcripts"), join(input, "transcripts"), { recursive: true });
  linkInto(input, join(source, "partners.csv"));
  for (const [index, file] of files.entries()) {
    if (index === 7 || index === 22) renamePartner(file, join(consumption, basename(file)));
    else linkInto(consumption, file);
  }
  warmUp(files.map((file) => join(consumption, basename(file))));

  const output = join(work, "explain-output");
  await measureOnce(coldRun("the run to explain", { input, output }));
  const commands = [
    coldRun(allNew, { input, output: join(work, "explain-all-new") }),
    explainCommand(explained, { input, output, partner }),
  ];
  const costs = await measureInterleaved(commands, rounds);
  rmSync(input, { recursive: true, force: true });
  const seconds = (/** @type {string} */ name) => costs.get(name)?.wallSeconds ?? Number.NaN;
  const measured = seconds(explained) / seconds(allNew);
  return {
    costs,
    checks: [{ what: "explain, rows in 2 of 30 files ÷ a run", measured, unit: "", limit: limits.explainToRun }],
  };
}

/** Gives the rows of the file's first reseller to the partner. @type {(from: string, to: string) => void} */
function renamePartner(from, to) {
  const text = readFileSync(from, "latin1");
  const [, reseller] = /\n[^\n]*?,(4[01]\d{5}),(4[01]\d{5}),/.exec(text)?.slice(1) ?? [];
  if (reseller?.length !== partner.length) throw new Error(`${from}: no reseller found`);
  writeFileSync(to, text.replaceAll(`,${reseller},`, `,${partner},`), "latin1");
}
