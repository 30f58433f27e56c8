import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { runCommand } from "../../src/cli/run-command.ts";
import { scheduleCommand } from "../../src/cli/schedule-command.ts";
import { isCron } from "../../src/config/cron.ts";
import { settingPaths, variableFor } from "../../src/config/environment.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "nightly.md"), "utf8");
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = "", text = ""]) => ({
  language,
  text,
}));

describe("docs/nightly.md", () => {
  it("has YAML that can be read", () => {
    const documents = blocks
      .filter(({ language }) => language === "yaml")
      .flatMap(({ text }) => parseAllDocuments(text));
    expect(documents).toHaveLength(4);
    for (const document of documents) expect(document.errors).toEqual([]);
  });

  it("gives flags that the commands have", () => {
    const { terminal } = fakeTerminal("/");
    for (const command of [runCommand(terminal), scheduleCommand(terminal)]) {
      const known = command.options.map(({ long }) => long);
      const lines = [...page.matchAll(new RegExp(`(?:main\\.js |\\["?)${command.name()}\\b[^\\n]*`, "g"))].map(
        ([line]) => line,
      );
      const used = lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? []);
      expect(used).toContain("--quiet");
      for (const flag of used) expect(known).toContain(flag);
    }
  });

  it("names variables that there are", () => {
    const known = [...settingPaths.map(variableFor), "TIERBOOK_MAIL_PASSWORD"];
    for (const name of page.match(/TIERBOOK_[A-Z_]+/g) ?? []) expect(known).toContain(name);
  });

  it("gives times that a cron understands", () => {
    const times = [...page.matchAll(/(?:schedule|TIERBOOK_SCHEDULE): "([^"]+)"|^([\d*]+ [\d*]+ \* \* \*) cd/gm)];
    expect(times).toHaveLength(3);
    for (const [, quoted, plain] of times) expect(isCron(quoted ?? plain ?? "")).toBe(true);
  });
});
