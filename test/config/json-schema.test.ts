import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonSchemas } from "../../src/config/json-schema.ts";
import { shipped } from "./write-config.ts";

const folder = join(shipped, "schema");

describe("config/schema", () => {
  it("is what the schemas of the program say (TIERBOOK_GOLDEN=update rewrites it)", () => {
    const files = jsonSchemas();
    if (process.env["TIERBOOK_GOLDEN"] === "update") {
      mkdirSync(folder, { recursive: true });
      for (const [name, content] of files) writeFileSync(join(folder, name), content);
    }
    const found = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
    expect(new Map(found.toSorted())).toEqual(new Map([...files].toSorted()));
  });

  it("lets an editor write numbers and true or false without quotes", () => {
    const job = JSON.parse(jsonSchemas().get("job.json") ?? "") as { properties: Record<string, { type?: string }> };
    expect(job.properties["settleDays"]?.type).toBe("integer");
    expect(job.properties["mixRoutes"]?.type).toBe("boolean");
    expect(job.properties["closeFromPercent"]?.type).toBe("number");
  });

  it("refuses unknown keys, as the program does", () => {
    const job = JSON.parse(jsonSchemas().get("job.json") ?? "") as { additionalProperties: boolean };
    expect(job.additionalProperties).toBe(false);
  });
});
