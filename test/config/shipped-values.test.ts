import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsedConfig } from "../../rolldown.config.mjs";
import { parseYaml } from "../../src/config/yaml-document.ts";

const names = readdirSync("config", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));

describe("what the build knows of a shipped config file", () => {
  const known = parsedConfig();

  it.each(names)("%s: is what parsing it gives", (name) => {
    const bytes = readFileSync(join("config", name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const parsed = parseYaml({ name, text: bytes.toString("utf8"), sha256 }, ({ found }) => expect.fail(found));
    expect(known[sha256]).toEqual(parsed?.value);
  });
});
