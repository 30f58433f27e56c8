import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const src = join(root, "src");

/** Who may import whom, as data: folders of `src/`, `.` for the files beside them, and why. */
const layers: readonly { readonly folder: string; readonly may: readonly string[]; readonly why: string }[] = [
  { folder: "domain", may: [], why: "the vocabulary stands on nothing" },
  { folder: "config", may: ["domain"], why: "config is data; it knows the words and no stage of the job" },
  { folder: "sources", may: ["domain"], why: "finding files comes before reading them" },
  {
    folder: "ingest",
    may: ["domain", "sources"],
    why: "reading knows which file it reads, and no rule about partners",
  },
  {
    folder: "state",
    may: ["domain", "sources", "ingest", "run"],
    why: "what is kept of a file is its note and its partials, whatever they are used for",
  },
  { folder: "aggregate", may: ["domain"], why: "sums stand on the table of partials, whoever made it" },
  { folder: "qualify", may: ["domain"], why: "verdicts are pure: plain values in, plain values out" },
  {
    folder: "outlook",
    may: ["domain", "qualify"],
    why: "the future is judged by the rules of the present, as purely as that",
  },
  {
    folder: "changes",
    may: ["domain", "qualify"],
    why: "two runs are compared by their facts alone, and persons are told apart as the verdicts tell them apart",
  },
  {
    folder: "explain",
    may: ["domain", "sources", "ingest", "aggregate", "qualify"],
    why: "rows are found in the files once more and put through the stages that summed them, not through others of its own",
  },
  { folder: "report", may: ["domain"], why: "outputs are written from the report alone, so all of them say the same" },
  {
    folder: "schedule",
    may: ["domain"],
    why: "when to run is decided from the time alone; runs, clock and disk are handed in",
  },
  { folder: "notify", may: ["domain"], why: "telling others knows words and addresses, not where the words come from" },
  { folder: "run", may: ["domain"], why: "publishing moves folders and knows nothing of their content" },
  {
    folder: ".",
    may: [
      "config",
      "domain",
      "sources",
      "ingest",
      "state",
      "aggregate",
      "qualify",
      "outlook",
      "changes",
      "explain",
      "report",
      "run",
      "notify",
      "schedule",
      "cli",
    ],
    why: "the job wires the stages",
  },
  {
    folder: "cli",
    may: ["config", "domain", "notify", "schedule", "."],
    why: "a command turns flags into a job and its outcome into an exit code",
  },
];

/** What only some folders may touch, and why. */
const reserved: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly in: readonly string[];
  readonly why: string;
}[] = [
  {
    what: "the disk",
    pattern: /from "node:fs(\/promises)?"/,
    in: ["sources", "ingest", "state", "config", "explain", "report", "run", ".", "cli"],
    why: "the rest is testable without files",
  },
  {
    what: "SQL",
    pattern: /\b(SELECT|INSERT INTO|CREATE (OR REPLACE )?(TEMP )?TABLE)\b/,
    in: ["ingest", "aggregate"],
    why: "one engine behind one interface",
  },
  {
    what: "the database",
    pattern: /from "@duckdb\/node-api"/,
    in: ["ingest", "aggregate"],
    why: "one engine behind one interface",
  },
  { what: "Excel", pattern: /"exceljs"/, in: ["report"], why: "the job knows reports, not their formats" },
  {
    what: "the clock",
    pattern: /new Date\(\)|Date\.now\(|performance\.now\(/,
    in: ["cli", "main"],
    why: "the same inputs and as-of day give the same bytes",
  },
  {
    what: "the network",
    pattern: /\bfetch\(|"nodemailer"|"node:(net|tls|https?|dns)"/,
    in: ["notify"],
    why: "nobody is contacted but those whom job.yaml names",
  },
  { what: "the scheduler", pattern: /"node-cron"/, in: ["schedule"], why: "only one command runs by the clock" },
  { what: "other processes", pattern: /"node:child_process"/, in: ["cli"], why: "a schedule outlives its runs" },
  { what: "exit codes", pattern: /process\.exit/, in: ["main"], why: "only the command line ends the process" },
  {
    what: "the environment",
    pattern: /process\.env/,
    in: ["main", "launch"],
    why: "settings come in by one door, and the build speaks to what starts the program",
  },
];

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const [first = "", ...rest] = relative(src, path).split(sep);
    return {
      path,
      name: relative(src, path).split(sep).join("/"),
      folder: rest.length === 0 ? "." : first,
      text: readFileSync(path, "utf8"),
    };
  });

/** Folders of `src/` that a file imports. */
function importsOf({ path, text }: (typeof files)[number]): string[] {
  const targets = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) =>
    resolve(path, "..", match[1] ?? ""),
  );
  return targets
    .map((target) => relative(src, target).split(sep))
    .filter(([first]) => first !== "..")
    .map(([first = "", ...rest]) => (rest.length === 0 ? "." : first));
}

describe("the architecture", () => {
  it("has a rule for every folder", () => {
    expect([...new Set(files.map(({ folder }) => folder))].sort()).toEqual(layers.map(({ folder }) => folder).sort());
  });

  it.each(layers)("lets $folder import only $may, since $why", ({ folder, may }) => {
    const wrong = files
      .filter((file) => file.folder === folder)
      .flatMap((file) => importsOf(file).map((target) => ({ file: file.name, target })))
      .filter(({ target }) => target !== folder && !may.includes(target));
    expect(wrong).toEqual([]);
  });

  it.each(reserved)("keeps $what to $in, since $why", ({ pattern, in: folders }) => {
    const allowed = (file: (typeof files)[number]) =>
      folders.includes(file.folder) || folders.some((name) => file.name === `${name}.ts`);
    expect(files.filter((file) => !allowed(file) && pattern.test(file.text)).map(({ name }) => name)).toEqual([]);
  });

  it("has no default exports and no barrels", () => {
    const barrel = /^(export \* from|export default)/m;
    expect(files.filter(({ text }) => barrel.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it("keeps files short enough to be one idea", () => {
    const long = files.filter(({ text }) => text.split("\n").length > 200).map(({ name }) => name);
    expect(long).toEqual([]);
  });

  it("names thresholds in config/rules only", () => {
    const threshold = /\b(15_?000|10_?000|100_?000)\b/;
    const judging = files.filter(({ folder }) => ["qualify", "aggregate", "domain"].includes(folder));
    const wrong = judging.filter(({ text }) => threshold.test(text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "")));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
