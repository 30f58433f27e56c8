import { createHash } from "node:crypto";

/** The text of a `run.json` that names nothing but when its run began and the hash of its `facts.json`. */
export function runJson({ startedAt = "2017-08-14T02:15:00.000Z", facts = "" } = {}): string {
  return JSON.stringify({
    rules: { file: "rules.yaml", sha256: "" },
    config: { job: {}, files: [] },
    inputs: [],
    input_tables: [],
    outputs: [{ file: "facts.json", sha256: createHash("sha256").update(facts).digest("hex") }],
    started_at: startedAt,
  });
}
