import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Config } from "../../src/config/load-config.ts";
import type { SparkSettings } from "../../src/domain/job.ts";
import type { JobFolder } from "../fixtures/job-folder.ts";

/** How Spark is started for a test. */
export interface SparkOrder {
  /** Where Spark is; that of the variable SPARK_HOME unless given. */
  readonly home?: string;
  /** The master's address; that of the variable SPARK_MASTER unless given, else this process's own two cores. */
  readonly master?: string;
  /** Settings of Spark. */
  readonly conf?: Readonly<Record<string, string | number | boolean>>;
}

const usual = {
  "spark.driver.host": "127.0.0.1",
  "spark.driver.bindAddress": "127.0.0.1",
  "spark.driver.memory": "700m",
  "spark.executor.memory": "600m",
  "spark.executor.cores": 1,
  "spark.ui.enabled": false,
  "spark.sql.catalogImplementation": "in-memory",
  "spark.sql.shuffle.partitions": 2,
  // No more listing of folders by a job of its own: few files here are many for that.
  "spark.sql.sources.parallelPartitionDiscovery.threshold": 100_000,
};

/** The master of the cluster that CI starts, see cluster.sh; `undefined` on a machine without one. */
export const clusterMaster = process.env["SPARK_MASTER"];
/** The folder of that cluster's logs and process ids. */
export const clusterFolder = process.env["SPARK_CLUSTER"] ?? "";

/** Returns the settings of a job that Spark reads, its stage beside the output folder. */
export function sparkSettings({ root, input }: JobFolder, order: SparkOrder = {}): SparkSettings {
  const home = order.home ?? process.env["SPARK_HOME"] ?? "";
  const master = order.master ?? clusterMaster ?? "local[2]";
  const conf = Object.entries({ ...usual, ...order.conf }).flatMap(([key, value]) => ["--conf", `${key}=${value}`]);
  const stagePath = join(root, "stage");
  mkdirSync(stagePath, { recursive: true });
  const environment = [`SPARK_HOME=${home}`, "SPARK_LOCAL_IP=127.0.0.1"];
  return {
    command: [
      "/usr/bin/env",
      ...environment,
      join(home, "bin", "spark-sql"),
      "--master",
      master,
      ...conf,
      "-f",
      "{sql}",
    ],
    ...{ input: `file://${input}`, stage: `file://${stagePath}`, stagePath, fromBytes: 1, timeoutMinutes: 10 },
  };
}

/** Returns the config of a folder with another output folder and, if settings are given, Spark as the engine. */
export function configFor(folder: JobFolder, output: string, spark?: SparkSettings): Config {
  const config = folder.config();
  const job = { ...config.job, output: join(folder.root, output) };
  return { ...config, job: spark === undefined ? job : { ...job, engine: "spark", spark } };
}

/** The part of run.json about who read what. */
export interface EngineJson {
  readonly name: string;
  readonly instead_of_spark?: string;
  readonly read_by: Readonly<Record<string, { readonly files: number; readonly bytes: number }>>;
  readonly doubtful: readonly { readonly file: string; readonly why: string }[];
}

/** Reads a published run: its CSV files, who read what, and run.json without engine, times and places. */
export function publishedRun(folder: string) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  const csv = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const { engine, ...rest } = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  const { output: _output, engine: _engine, ...job } = rest.config.job;
  const manifest = {
    ...rest,
    config: { ...rest.config, job },
    warnings: rest.warnings.filter(({ code }: { code: string }) => code !== "engine"),
    outputs: rest.outputs.filter(({ file }: { file: string }) => file.endsWith(".csv")),
    timings_ms: undefined,
  };
  return { csv, manifest, engine: engine as EngineJson };
}

/** Expects two published runs to say the same, byte for byte. */
export function expectSameRun(one: ReturnType<typeof publishedRun>, other: ReturnType<typeof publishedRun>): void {
  expect(one.csv).toEqual(other.csv);
  expect(one.manifest).toEqual(other.manifest);
}
