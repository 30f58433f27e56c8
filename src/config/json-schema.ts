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
 * Returns JSON Schemas of the config files for editors: the content of `config/schema/`.
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

/** Removes the defaults, which are partly in their parsed form; `job.yaml` shows them as people write them. */
function dropDefaults(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  delete jsonSchema.default;
}
