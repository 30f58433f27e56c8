import { relative, sep } from "node:path";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import type { Report } from "./config-file.ts";

/** Folders below the input folder in which every table is read. */
const read = new Set(["consumption", "transcripts"]);

/** Reports below the exports would be read as exports on the next night. */
export function checkOutputApart({ input, output }: Pick<Job, "input" | "output">, report: Report): void {
  const [top = ""] = relative(input, output).split(sep);
  if (read.has(top)) report(problemOf(output, top));
}

function problemOf(output: string, top: string): InputProblem {
  return {
    file: output,
    found: `an output folder below the exports in ${top}/`,
    expected: "a folder apart from them, since all tables there are read",
    fix: "name another with --output, or with `output:` in job.yaml",
  };
}
