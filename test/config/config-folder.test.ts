import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/load-config.ts";
import { emptyFolder, loadFrom, shipped } from "./write-config.ts";

/** Makes a folder whose `config/` has these files and no others. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const root = emptyFolder();
  mkdirSync(join(root, "config"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "config", name)), { recursive: true });
    writeFileSync(join(root, "config", name), text);
  }
  return root;
}

const shippedText = (name: string) => readFileSync(join(shipped, name), "utf8");
const idsOf = ({ formats }: Config) => formats.map(({ id }) => id);
/** The files that are not shipped ones. */
const ownFiles = ({ files }: Config) => files.map(({ path }) => path).filter((path) => !path.startsWith(shipped));
const whole = loadFrom(dirname(shipped), { cwd: dirname(dirname(shipped)), configFolder: shipped });

const portal = (order: string) => `kind: consumption
id: woodgrove-portal
title: Woodgrove portal
${order}
recognise: [[Woodgrove]]
grain: day
columns: { partner: [MPN], subscription: [Subscription], day: [Day], amountUsd: [USD] }
supersede: none
`;

describe("a config folder that lacks files", () => {
  it("is the shipped config where it is empty, with paths from the working folder", () => {
    const root = folderWith({});
    const config = loadFrom(root);
    expect(config.job).toEqual({ ...whole.job, input: join(root, "input"), output: join(root, "output") });
    expect(idsOf(config)).toEqual(idsOf(whole));
    expect(config.files.map(({ sha256 }) => sha256).toSorted()).toEqual(
      whole.files.map(({ sha256 }) => sha256).toSorted(),
    );
    expect(ownFiles(config)).toEqual([]);
  });

  it("may have a job.yaml alone, whose paths start in the folder above it", () => {
    const root = folderWith({ "job.yaml": "input: exports\nsettleDays: 6\n" });
    const config = loadFrom(root, { cwd: emptyFolder(), configFolder: join(root, "config") });
    expect([config.job.input, config.job.output]).toEqual([join(root, "exports"), join(root, "output")]);
    expect(config.job.window.settleDays).toBe(6);
    expect(config.job.rules).toBe(join(shipped, "rules", "cloud-platform-azure-consumption.yaml"));
    expect(ownFiles(config)).toEqual([join(root, "config", "job.yaml")]);
    expect(idsOf(config)).toEqual(idsOf(whole));
  });

  it.each(["markets.yaml", "associations.yaml"])("may have %s alone", (name) => {
    const config = loadFrom(folderWith({ [name]: `${shippedText(name)}# mine\n` }));
    expect(ownFiles(config)).toEqual([`config/${name}`]);
    expect(config.files).toHaveLength(whole.files.length);
  });

  it("may have a rules file alone, under a shipped name or one of its own", () => {
    const name = "cloud-platform-azure-consumption.yaml";
    const text = shippedText(`rules/${name}`).replace(/^option: .*$/m, "option: My option");
    const same = loadFrom(folderWith({ [`rules/${name}`]: text }));
    expect([same.ruleSet.option, ownFiles(same)]).toEqual(["My option", [`config/rules/${name}`]]);
    const other = folderWith({ "rules/mine.yaml": text, "job.yaml": "rules: mine.yaml\n" });
    expect(loadFrom(other).job.rules).toBe(join(other, "config", "rules", "mine.yaml"));
  });

  it("finds a shipped rules file by its name alone", () => {
    const root = folderWith({ "job.yaml": "rules: cloud-platform-history.yaml\n" });
    const history = join(shipped, "rules", "cloud-platform-history.yaml");
    expect(loadFrom(root).job.rules).toBe(history);
    const overrides = { rules: "cloud-platform-history.yaml" };
    expect(loadFrom(folderWith({}), { overrides }).job.rules).toBe(history);
  });

  it("starts the paths of the shipped job.yaml in the working folder, also where the folder is named by a link", () => {
    const root = emptyFolder();
    symlinkSync(shipped, join(root, "linked"));
    for (const configFolder of [shipped, "linked"]) {
      const { job } = loadFrom(root, { configFolder });
      expect([job.input, job.output]).toEqual([join(root, "input"), join(root, "output")]);
    }
  });

  it("does not take the shipped file for a link that leads nowhere", () => {
    const root = folderWith({});
    symlinkSync("gone.yaml", join(root, "config", "markets.yaml"));
    expect(() => loadFrom(root)).toThrow(/config\/markets\.yaml: found no such file/);
  });
});

describe("a config folder with something in the way", () => {
  it.each(["formats", "rules"])("refuses a file called %s", (name) => {
    const root = folderWith({ [name]: "" });
    expect(() => loadFrom(root)).toThrow(new RegExp(`^config/${name}: found a file, not a folder\\n`));
  });

  it("refuses a folder called markets.yaml, and a folder among the formats", () => {
    const root = folderWith({ "markets.yaml/x": "", "formats/a.yaml/x": "" });
    expect(() => loadFrom(root)).toThrow(/markets\.yaml: found a folder\n.*\n.*\n.*a\.yaml: found a folder\n/);
  });

  it.each(["job.yml", "Job.yaml", "jobs.yaml", "market.yaml", "association.yml"])(
    "refuses %s, which nothing would read",
    (name) => {
      expect(() => loadFrom(folderWith({ [name]: "" }))).toThrow(
        new RegExp(`^config/${name}: found a file that nothing reads\\n`),
      );
    },
  );

  it("leaves files alone whose names are near to one that is there, or to none", () => {
    const files = { "job.yaml": "", "job.yml": "", "mine.yaml": "", ".job.yaml.swp": "", "markets.yaml.bak": "" };
    expect(() => loadFrom(folderWith(files))).not.toThrow();
  });

  it("names a missing rules file where the operator would put it, and the rules that there are", () => {
    const root = folderWith({ "rules/own.yaml": "", "job.yaml": "rules: none.yaml" });
    expect(() => loadFrom(root)).toThrow(
      /^config\/rules\/none\.yaml: found no such file\n.*\n.* one of these: cloud-platform-azure-.*-history\.yaml, own\.yaml$/,
    );
  });
});

describe("a format of the config folder", () => {
  it("replaces the shipped one with its id in its place, whatever its file is called", () => {
    const text = shippedText("formats/cost-ea.yaml").replace(/^title: .*$/m, "title: Mine");
    for (const order of ["order: 60\n", ""]) {
      const config = loadFrom(folderWith({ "formats/a.yaml": text.replace("order: 60\n", order) }));
      expect(idsOf(config)).toEqual(idsOf(whole));
      expect(config.formats.find(({ id }) => id === "cost-ea")?.title).toBe("Mine");
      expect(ownFiles(config)).toEqual(["config/formats/a.yaml"]);
      expect(config.files.map(({ path }) => path)).not.toContain(join(shipped, "formats", "cost-ea.yaml"));
    }
  });

  it("replaces the shipped one whose file has its name", () => {
    const text = shippedText("formats/cost-ea.yaml").replace("id: cost-ea", "id: my-cost");
    const config = loadFrom(folderWith({ "formats/cost-ea.yaml": text }));
    expect(idsOf(config)).toEqual(idsOf(whole).map((id) => (id === "cost-ea" ? "my-cost" : id)));
  });

  it.each([
    { order: "", place: 0 },
    { order: "order: 0", place: 0 },
    { order: "order: 60", place: idsOf(whole).indexOf("cost-ea") },
    { order: "order: 85", place: idsOf(whole).indexOf("tierbook") },
    { order: "order: 1000", place: idsOf(whole).length },
  ])("is tried at place $place with '$order'", ({ order, place }) => {
    const config = loadFrom(folderWith({ "formats/portal.yaml": portal(order) }));
    expect(idsOf(config)).toEqual(idsOf(whole).toSpliced(place, 0, "woodgrove-portal"));
  });

  it("is known to the sources of job.yaml, as shipped ones are", () => {
    const job = "sources:\n  - { match: a/**, format: woodgrove-portal }\n  - { match: b/**, format: focus }\n";
    const root = folderWith({ "job.yaml": job, "formats/portal.yaml": portal("") });
    expect(loadFrom(root).job.sources.map(({ format }) => format)).toEqual(["woodgrove-portal", "focus"]);
  });
});
