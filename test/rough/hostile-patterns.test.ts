import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { main } from "./command.ts";

const usage =
  "partner_id,customer_id,subscription_id,date,amount_usd,association\n1000001,litware,,2017-07-30,1,DPOR\n";
/** As long as a name may be, in a folder as deep as an export run's. */
const longPath = `consumption/${`${"a".repeat(100)}/`.repeat(5)}${"a".repeat(251)}.csv`;

/** Checks an input folder with one long path, with entries of `sources:` that name no file. */
function check(patterns: readonly string[]) {
  const entries = patterns.map((pattern) => `  - match: ${JSON.stringify(pattern)}\n    ignore: true\n`);
  const { root } = jobFolder({ [longPath]: usage });
  mkdirSync(join(root, "config"));
  writeFileSync(join(root, "config", "job.yaml"), `sources:\n${entries.join("")}`);
  const args = [main, "check", "--as-of", "2017-08-15", "--files", "--quiet"];
  return spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", timeout: 50_000 });
}

describe("a pattern that would keep a regular expression busy for years", () => {
  it("is matched to the end", () => {
    const { signal, stdout, stderr } = check([
      `consumption/**/${"*a".repeat(300)}*b`,
      `${"**/".repeat(300)}*b`,
      `consumption/**/${"{a,aa}".repeat(150)}b`,
      `consumption/**/${"{a*,*a}".repeat(100)}b`,
      `consumption/**/${"[a-z]*".repeat(150)}b`,
    ]);
    expect({ signal, stderr }).toEqual({ signal: null, stderr: "" });
    expect(stdout).toContain(longPath);
  });

  it("is refused with its line and column where it is of another kind", () => {
    const hostile = [
      "+(+(a|b)*)*b",
      "*(*(*(a)))b",
      "{a..z}".repeat(20),
      "{a,{b,{c,d}}}",
      "{".repeat(5_000),
      "[".repeat(900),
    ];
    const { status, stderr } = check(hostile);
    expect(status).toBe(2);
    expect(stderr.match(/^config\/job\.yaml:\d+:12: found match: /gm)).toHaveLength(hostile.length);
  });
});
