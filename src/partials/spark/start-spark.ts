import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SparkSettings } from "../../domain/job.ts";
import { bytesText } from "../../domain/text.ts";
import type { Connection } from "../duckdb/engine.ts";
import { startEmbedded } from "../duckdb/group-rows.ts";
import type { FileToGroup, GroupingJob, StartGrouping } from "../groups.ts";
import { planSpark, type SparkPlan } from "./plan.ts";
import { countFoundLines, type FoundLines, type StagedSet, shareOf } from "./read-groups.ts";
import { runStatements } from "./run-statements.ts";
import { openStage, type Stage, type StageOptions } from "./stage.ts";
import { groupingStatements } from "./statements.ts";

/** How a run reaches Spark. */
export interface SparkOptions extends Omit<StageOptions, "settings"> {
  readonly settings: SparkSettings;
  /** Existing folder for the statements, and for what Spark leaves in its working folder. */
  readonly workFolder: string;
}

/**
 * Returns the cluster's side of the seam: all files go into one job, which is at work while the files are passed over; the
 * groups of a batch are read when the batch is asked for. Fewer bytes than job.yaml says are left to the embedded engine.
 */
export function startSpark(options: SparkOptions): StartGrouping {
  return async (files) => {
    const plan = planSpark(files);
    const { fromBytes } = options.settings;
    if (plan.bytes < fromBytes) {
      const insteadOfSpark = `${bytesText(plan.bytes)} of new exports that Spark could read are less than \`spark.fromBytes\` (${bytesText(fromBytes)})`;
      return { ...(await startEmbedded(files)), insteadOfSpark };
    }
    return startJob(plan, options);
  };
}

async function startJob(plan: SparkPlan, options: SparkOptions): Promise<GroupingJob> {
  const { settings, workFolder } = options;
  const stage = await openStage(options);
  const sql = join(workFolder, "spark-groups.sql");
  await writeFile(
    sql,
    statementsOf(plan, settings, stage)
      .map((statement) => `${statement};\n\n`)
      .join(""),
  );
  const running = runStatements({ ...settings, sql, folder: workFolder });
  const staged = running.ended.then(() => stagedSets(plan, stage));
  staged.catch(() => undefined);
  let found: Promise<FoundLines> | undefined;
  return {
    engine: "spark",
    groupRows: async (connection: Connection, files: readonly FileToGroup[]) => {
      const sets = await staged;
      found ??= countFoundLines(connection, sets, plan, settings.input);
      const lines = await found;
      const kept = plan.kept.filter(({ number }) => files.some((file) => file.number === number));
      const sent = files.filter(({ number }) => kept.every((file) => file.number !== number));
      const share = await shareOf(connection, setsWith(sets, sent, plan), sent, lines);
      return { ...share, doubtful: [...share.doubtful, ...kept.map(({ number, why }) => ({ file: number, why }))] };
    },
    end: async () => {
      await running.kill();
      await stage.remove();
    },
  };
}

function statementsOf({ sets }: SparkPlan, { input }: SparkSettings, { address }: Stage): string[] {
  return sets.flatMap((set) => groupingStatements(set, { input, target: `${address}/${set.name}` }));
}

async function stagedSets({ sets }: SparkPlan, stage: Stage): Promise<StagedSet[]> {
  return Promise.all(sets.map(async (set) => ({ set, paths: await stage.groupFiles(set.name) })));
}

/** Returns the sets that have any of some files. */
function setsWith(staged: readonly StagedSet[], files: readonly FileToGroup[], { sent }: SparkPlan): StagedSet[] {
  const asked = new Set(files.map(({ number }) => number));
  const names = new Set(sent.filter(({ number }) => asked.has(number)).map(({ export: { file } }) => file));
  return staged.filter(({ set }) => set.files.some((file) => names.has(file)));
}
