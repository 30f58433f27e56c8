import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../../src/config/json-schema.ts";
import { type ColumnMeaning, groupColumns } from "../../src/partials/groups.ts";
import { partialColumns } from "../../src/partials/partial.ts";
import { expectGenerated } from "./generated.ts";

const root = join(import.meta.dirname, "..", "..");

describe("docs/architecture.md", () => {
  it("has the columns of groups and partials that the code has", () => {
    const table = (columns: readonly ColumnMeaning[]) => {
      const rows = columns.map(({ name, type, meaning }) => `| \`${name}\` | ${type} | ${meaning} |`);
      return ["| Column | Type | Is |", "|---|---|---|", ...rows].join("\n");
    };
    expectGenerated("architecture.md", {
      "columns of groups": table(groupColumns(1)),
      "columns of partials": table(partialColumns),
    });
  });
});

/** A part of a JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

describe("docs/config.md", () => {
  it("has every key of job.yaml, with the default of the shipped file and what the schema says of it", () => {
    const schema: Schema = JSON.parse(jsonSchemas().get("job.json") ?? "");
    const shipped: unknown = parse(readFileSync(join(root, "config", "job.yaml"), "utf8"), { schema: "failsafe" });
    const rows = keysOf(schema).map(({ path, description }) => {
      const written = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], shipped);
      const shown = typeof written === "string" ? written : JSON.stringify(written);
      return `| \`${path.join(".")}\` | \`${shown}\` | ${description} |`;
    });
    expectGenerated("config.md", {
      "keys of job.yaml": ["| Key | Default | Is |", "|---|---|---|", ...rows].join("\n"),
    });
  });
});

function keysOf({ properties = {} }: Schema, above: readonly string[] = []): { path: string[]; description: string }[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const path = [...above, key];
    return schema.properties === undefined ? [{ path, description: schema.description ?? "" }] : keysOf(schema, path);
  });
}

describe("docs/outputs.md", () => {
  it("has the columns of every CSV file", () => {
    const folder = join(root, "test", "golden", "boundaries", "expected");
    const rows = readdirSync(folder)
      .sort()
      .map((name) => {
        const [header = ""] = readFileSync(join(folder, name), "utf8").split("\n", 1);
        return `| \`${name}\` | ${header
          .split(",")
          .map((column) => `\`${column}\``)
          .join(", ")} |`;
      });
    expectGenerated("outputs.md", {
      "columns of the CSV files": ["| File | Columns |", "|---|---|", ...rows].join("\n"),
    });
  });
});
