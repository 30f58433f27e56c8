import { z } from "zod";
import { associationsSchema } from "./association-aliases.ts";
import { allClauses } from "./clauses/all-clauses.ts";
import { formatSchema } from "./formats-schema.ts";
import { jobSchema } from "./job-schema.ts";
import { marketsSchema } from "./markets.ts";
import { rulesSchema } from "./rules-schema.ts";

const schemas = {
  job: jobSchema,
  associations: associationsSchema,
  markets: marketsSchema,
  format: formatSchema,
  rules: rulesSchema(allClauses),
};

/**
 * Describes the config files to editors, as JSON Schema: what `config/schema/` holds.
 *
 * @returns file contents by file name
 */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const files = Object.entries(schemas).map(([name, schema]) => {
    const described = z.toJSONSchema(schema, {
      io: "input",
      override: ({ jsonSchema }) => void dropDefaults(jsonSchema),
    });
    return [`${name}.json`, `${JSON.stringify(described, undefined, 2)}\n`] as const;
  });
  return new Map(files);
}

/** Defaults are known to the program as texts or as what it makes of them; `job.yaml` shows them as a person writes them. */
function dropDefaults(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  delete jsonSchema.default;
}
