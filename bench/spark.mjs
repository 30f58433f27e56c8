import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { coldRun } from "./commands.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { countedByRun, requireSameSums } from "./same-sums.mjs";
import { warmUp } from "./warm-up.mjs";

/** What Spark reads, in GB: in one series, since a cluster takes minutes for it. */
const gigabytes = 4;
const filesPerSet = 12;
const script = fileURLToPath(new URL("../test/spark/cluster.sh", import.meta.url));

/**
 * What a cluster of two workers costs beside the embedded engine, and how evenly it shares its work. Needs SPARK_HOME.
 *
 * @param {import("./speed.mjs").Plan} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureSpark({ megabytesPerGb, work }) {
  const home = process.env["SPARK_HOME"];
  if (home === undefined) return { costs: new Map(), checks: checksOf(Number.NaN, Number.NaN, "no SPARK_HOME") };
  const dataset = ensureDataset({ megabytes: gigabytes * megabytesPerGb, files: filesPerSet });
  warmUp(dataset.files);
  const cluster = join(work, "spark-cluster");
  const environment = { ...process.env, SPARK_MASTER_PORT: "7177" };
  const master = execFileSync(script, ["start", cluster, "2", "2g"], { env: environment, encoding: "utf8" }).trim();
  try {
    const embedded = { ...coldRun("embedded, 4 GB", { input: dataset.input, output: join(work, "spark-embedded") }) };
    const ways = [1, 2].map((cores) => ({
      cores,
      events: join(work, `events-${cores}`),
      output: join(work, `spark-${cores}`),
    }));
    const commands = ways.map(({ cores, events, output }) => {
      const config = writeConfig({
        folder: join(work, `config-${cores}`, "config"),
        home,
        master,
        cores,
        events,
        work,
      });
      const { argv, ...rest } = coldRun(`Spark, ${cores} ${cores === 1 ? "worker" : "workers"}, 4 GB`, {
        input: dataset.input,
        output,
      });
      return { ...rest, argv: [...argv, "--config", config] };
    });
    const costs = await measureInterleaved([embedded, ...commands], 1);
    requireSameSums("Spark", [join(work, "spark-embedded"), ...ways.map(({ output }) => output)].map(countedByRun));
    const [one, two] = ways.map(({ events }) => busyByExecutor(events));
    const sum = (/** @type {readonly number[]} */ all) => all.reduce((total, each) => total + each, 0);
    const ratio = sum(two ?? []) / (costs.get("embedded, 4 GB")?.cpuSeconds ?? Number.NaN);
    return { costs, checks: checksOf(ratio, Math.max(...(two ?? [])) / sum(one ?? [])) };
  } finally {
    execFileSync(script, ["stop", cluster], { env: environment });
  }
}

/** @type {(ratio: number, share: number, missing?: string) => import("./limits.mjs").Check[]} */
function checksOf(ratio, share, missing) {
  const absent = missing === undefined ? {} : { missing };
  return [
    {
      what: "processor time: tasks of Spark ÷ embedded run, 4 GB",
      measured: ratio,
      unit: "",
      limit: limits.sparkToEmbedded,
      ...absent,
    },
    {
      what: "processor time: busier of two workers ÷ one worker",
      measured: share,
      unit: "",
      limit: limits.busierWorker,
      ...absent,
    },
  ];
}

/** @param {{ folder: string, home: string, master: string, cores: number, events: string, work: string }} way */
function writeConfig({ folder, home, master, cores, events, work }) {
  for (const made of [folder, events, join(work, "stage")]) mkdirSync(made, { recursive: true });
  const conf = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.cores.max": cores,
    "spark.executor.memory": "1500m",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.eventLog.enabled": true,
    "spark.eventLog.dir": `file://${events}`,
    "spark.ui.enabled": false,
  };
  const options = Object.entries(conf).flatMap(([key, value]) => ["--conf", `${key}=${value}`]);
  const environment = ["/usr/bin/env", `SPARK_HOME=${home}`, "SPARK_LOCAL_IP=127.0.0.1"];
  const command = [...environment, join(home, "bin", "spark-sql"), "--master", master, ...options, "-f", "{sql}"];
  const job = { engine: "spark", spark: { command, stage: join(work, "stage"), fromBytes: 1 } };
  writeFileSync(join(folder, "job.yaml"), JSON.stringify(job));
  return folder;
}

/** Processor seconds of the tasks of a job by executor, as its log of events has them. @param {string} folder */
function busyByExecutor(folder) {
  /** @type {Map<string, number>} */
  const busy = new Map();
  for (const name of readdirSync(folder).filter((each) => !each.startsWith("."))) {
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      if (!line.includes('"SparkListenerTaskEnd"')) continue;
      const event = JSON.parse(line);
      const id = event["Task Info"]["Executor ID"];
      busy.set(id, (busy.get(id) ?? 0) + (event["Task Metrics"]?.["Executor CPU Time"] ?? 0) / 1e9);
    }
  }
  rmSync(folder, { recursive: true });
  return [...busy.values()];
}
