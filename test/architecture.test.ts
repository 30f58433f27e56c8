import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const src = join(root, "src");

/** Who may import whom, as data: folders of `src/`, `.` for `main.ts`, and why. */
const layers: readonly { readonly folder: string; readonly may: readonly string[]; readonly why: string }[] = [
  { folder: "domain", may: [], why: "the vocabulary stands on nothing" },
  { folder: "requirements", may: ["domain"], why: "a kind of requirement is plain values and words" },
  {
    folder: "config",
    may: ["domain", "requirements"],
    why: "config is data; it knows the words and no stage of the job",
  },
  { folder: "rows", may: ["domain"], why: "bytes become rows the same way, whatever file they are of" },
  { folder: "sources", may: ["domain", "rows"], why: "finding files comes before reading them" },
  { folder: "tables", may: ["domain", "rows", "sources"], why: "small tables are read whole, and by no rule" },
  {
    folder: "partials",
    may: ["domain", "rows", "sources"],
    why: "reading knows which file it reads, and no rule about partners",
  },
  { folder: "measure", may: ["domain", "sources", "partials"], why: "sums stand on partials, whoever made them" },
  { folder: "qualify", may: ["domain", "requirements"], why: "verdicts are pure: plain values in, plain values out" },
  {
    folder: "outlook",
    may: ["domain", "requirements", "qualify"],
    why: "the future is judged by the rules of the present, as purely as that",
  },
  {
    folder: "changes",
    may: ["domain", "requirements", "qualify"],
    why: "two runs are compared by their facts alone, and persons are told apart as the verdicts tell them apart",
  },
  {
    folder: "explain",
    may: ["domain", "requirements", "rows", "sources", "partials", "measure", "qualify"],
    why: "rows are found in the files once more and put through the stages that summed them, not through others of its own",
  },
  {
    folder: "report",
    may: ["domain", "requirements"],
    why: "outputs are written from the report alone, so all of them say the same",
  },
  {
    folder: "publish",
    may: ["domain"],
    why: "publishing moves folders, and reads what earlier runs wrote; it knows no stage",
  },
  {
    folder: "schedule",
    may: ["domain"],
    why: "when to run is decided from the time alone; runs, clock and disk are handed in",
  },
  {
    folder: "fetch",
    may: ["domain", "publish"],
    why: "fetching fills the input folder and knows no stage that reads it; what it keeps is written and read as published state is",
  },
  { folder: "notify", may: ["domain"], why: "telling others knows words and addresses, not where the words come from" },
  {
    folder: "jobs",
    may: [
      "domain",
      "requirements",
      "config",
      "rows",
      "sources",
      "tables",
      "partials",
      "measure",
      "qualify",
      "outlook",
      "changes",
      "explain",
      "report",
      "publish",
      "schedule",
      "notify",
      "fetch",
    ],
    why: "a job is the list of its stages; nothing below it knows which job it is in",
  },
  {
    folder: "cli",
    may: ["domain", "requirements", "config", "jobs", "report", "notify", "schedule"],
    why: "a command turns flags into a job and its outcome into an exit code",
  },
  { folder: ".", may: ["cli"], why: "main.ts starts the command line" },
];

/** What only some folders, or files, may touch, and why. */
const reserved: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly in: readonly string[];
  readonly why: string;
}[] = [
  {
    what: "the disk",
    pattern: /from "node:fs(\/promises)?"/,
    in: ["sources", "rows", "tables", "partials", "config", "explain", "report", "publish", "fetch", "jobs", "cli"],
    why: "the rest is testable without files",
  },
  {
    what: "writing to the disk",
    pattern: /import \{[^}]*\b(writeFile|mkdir|mkdtemp|rename|rm|createWriteStream|symlink)\b[^}]*\} from "node:fs/,
    // The run makes its own work folder, inside its staging folder.
    in: ["publish", "report", "partials", "fetch", "jobs/run.ts"],
    why: "what is read cannot be harmed by whoever reads it",
  },
  {
    what: "SQL",
    pattern: /\b(SELECT|INSERT INTO|CREATE (OR REPLACE )?(TEMP )?TABLE)\b/,
    in: ["partials", "measure"],
    why: "one engine behind one interface",
  },
  {
    what: "the database",
    pattern: /from "@duckdb\/node-api"/,
    in: ["partials/duckdb/engine.ts"],
    why: "everything else asks it for typed rows",
  },
  { what: "Excel", pattern: /"exceljs"/, in: ["report"], why: "the job knows reports, not their formats" },
  {
    what: "the clock",
    pattern: /new Date\(\)|Date\.now\(|performance\.now\(/,
    in: ["cli"],
    why: "the same inputs and as-of day give the same bytes",
  },
  {
    what: "the network",
    pattern: /\bfetch\(|"nodemailer"|"node:(net|tls|https?|dns)"/,
    in: ["notify"],
    why: "nobody is contacted but those whom job.yaml names",
  },
  {
    what: "Azure",
    pattern: /"@azure\//,
    in: ["fetch"],
    why: "its errors hold secrets, and only one place strips them",
  },
  { what: "the scheduler", pattern: /"node-cron"/, in: ["schedule"], why: "only one command runs by the clock" },
  {
    what: "other processes",
    pattern: /"node:child_process"/,
    in: ["cli", "partials/spark/run-statements.ts"],
    why: "a schedule outlives its runs, and a cluster is reached by a command of the operator's",
  },
  {
    what: "exit codes",
    pattern: /process\.exit/,
    in: ["cli/program.ts"],
    why: "only the command line ends the process",
  },
  {
    what: "the environment",
    pattern: /process\.env/,
    in: ["cli/program.ts"],
    why: "settings come in by one door",
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

/** Files of `src/` that a file imports, for types too. */
function importsOf({ path, text }: (typeof files)[number]): string[] {
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)]
    .map((match) =>
      relative(src, resolve(path, "..", match[1] ?? ""))
        .split(sep)
        .join("/"),
    )
    .filter((target) => !target.startsWith("../"));
}

function folderOf(name: string): string {
  return name.includes("/") ? (name.split("/")[0] ?? "") : ".";
}

/** The first way found from a file back to itself. */
function circles(): string[] {
  const imports = new Map(files.map((file) => [file.name, importsOf(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) found.push([...way.slice(way.indexOf(name)), name].join(" → "));
    if (done.has(name)) return;
    done.add(name);
    for (const target of imports.get(name) ?? []) visit(target, [...way, name]);
  };
  for (const { name } of files) visit(name, []);
  return found;
}

describe("the architecture", () => {
  it("has a rule for every folder", () => {
    const ruled = layers.map(({ folder }) => folder);
    expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => !ruled.includes(folder))).toEqual([]);
  });

  it("has one loose file in src/", () => {
    expect(files.filter(({ folder }) => folder === ".").map(({ name }) => name)).toEqual(["main.ts"]);
  });

  it("has no import circles: what two files need of each other belongs below both", () => {
    expect(circles()).toEqual([]);
  });

  it.each(layers)("lets $folder import only $may, since $why", ({ folder, may }) => {
    const wrong = files
      .filter((file) => file.folder === folder)
      .flatMap((file) => importsOf(file).map((target) => ({ file: file.name, target: folderOf(target) })))
      .filter(({ target }) => target !== folder && !may.includes(target));
    expect(wrong).toEqual([]);
  });

  it.each(reserved)("keeps $what to $in, since $why", ({ pattern, in: folders }) => {
    const allowed = (file: (typeof files)[number]) => folders.includes(file.folder) || folders.includes(file.name);
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
    const judging = files.filter(({ folder }) => ["qualify", "measure", "domain", "requirements"].includes(folder));
    const wrong = judging.filter(({ text }) => threshold.test(text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "")));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
