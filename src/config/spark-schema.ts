import { resolve } from "node:path";
import type { Job, SparkSettings } from "../domain/job.ts";
import { byteSize } from "./byte-size.ts";
import { problemAt, quotePart } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { choice, field, listField, object, textField, wholeNumber } from "./fields.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** An address as Spark names folders, or a path; `none` for none. */
const place = field<string | null>({
  expected: "an address such as abfss://exports@account.dfs.core.windows.net/azure, a path, or none",
  fix: "write it without a slash at its end",
  json: { type: "string" },
  read: (written) => {
    const trimmed = written.trim().replace(/\/+$/, "");
    return trimmed === "none" ? null : trimmed === "" ? undefined : trimmed;
  },
});

/** The keys of `job.yaml` about the engine that reads exports. */
export const engineKeys = {
  engine: choice(["embedded", "spark"])
    .default("embedded")
    .describe(
      "`embedded`: this machine reads the exports; `spark`: a cluster of Apache Spark does: [docs/scale.md](scale.md)",
    ),
  spark: object({
    command: listField(textField)
      .default([])
      .describe("program and arguments, one an entry, that run a file of Spark SQL; `{sql}` is the file's path"),
    input: place.prefault("none").describe("the input folder as Spark names it; `none`: the same path as here"),
    stage: place.prefault("none").describe("the folder that Spark writes groups to, as Spark names it"),
    stagePath: place
      .prefault("none")
      .describe("the path of that folder on this machine; `none` where `stage` is a path itself"),
    fromBytes: byteSize
      .default(20 * 1024 ** 3)
      .describe("fewer bytes of new exports than that are read by the embedded engine"),
    timeoutMinutes: wholeNumber({ min: 1, max: 100_000 })
      .default(240)
      .describe("minutes after which the command is ended, and the run with it"),
  }).prefault({}),
};

/** `spark` as written, after the schema. */
export type WrittenSpark = Omit<SparkSettings, "input" | "stage" | "stagePath"> &
  Readonly<Record<"input" | "stage" | "stagePath", string | null>>;

/** Reports what is missing for `engine: spark`. Without it, the settings may be incomplete. */
export function checkSpark(
  document: YamlDocument,
  { engine, spark }: { readonly engine: Job["engine"]; readonly spark: WrittenSpark },
  report: Report,
): void {
  if (engine !== "spark") return;
  const missing = (key: string, expected: string, fix: string) => {
    const found = `engine: spark with ${quotePart(document, ["spark", key])}`;
    report(problemAt(document, ["spark", key], { code: "spark-incomplete", found, expected, fix }));
  };
  const example = '[/opt/spark/bin/spark-sql, --master, "spark://host:7077", -f, "{sql}"]';
  if (!spark.command.some((part) => part.includes("{sql}"))) {
    missing(
      "command",
      "a command with {sql} in it, where the path of the statements goes",
      `write e.g. command: ${example}`,
    );
  }
  if (spark.stage === null) {
    missing(
      "stage",
      "a folder that Spark writes to and this machine reads",
      "write its path, or its address and `stagePath`",
    );
  } else if (!isLocal(spark.stage) && spark.stagePath === null) {
    missing(
      "stagePath",
      "the path of spark.stage on this machine, since that is an address",
      "mount it, and write where",
    );
  }
}

/**
 * Returns the settings with all folders named.
 *
 * @param folders.root - what relative paths start from
 * @param folders.input - absolute path of the input folder
 */
export function sparkSettings(
  written: WrittenSpark,
  { root, input }: { readonly root: string; readonly input: string },
): SparkSettings {
  const { stage, stagePath, command } = written;
  const [program = "", ...args] = command;
  const absolute = (path: string) => resolve(root, path.replace(/^file:\/*/, "/"));
  return {
    ...written,
    // The command runs in a folder of its own.
    command: [program.includes("/") ? resolve(root, program) : program, ...args],
    input: addressOf(written.input ?? input, root),
    stage: addressOf(stage ?? "", root),
    stagePath: absolute(stagePath ?? stage ?? ""),
  };
}

/** Returns an address for a path; Spark escapes none of its characters. */
function addressOf(place: string, root: string): string {
  return isAddress(place) ? place : `file://${resolve(root, place)}`;
}

function isLocal(place: string): boolean {
  return !isAddress(place) || place.startsWith("file:");
}

function isAddress(place: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(place);
}
