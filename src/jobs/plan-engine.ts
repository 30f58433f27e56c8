import { join } from "node:path";
import type { Config } from "../config/load-config.ts";
import { bytesText, firstTen, plural } from "../domain/text.ts";
import { planSpark } from "../partials/spark/plan.ts";
import { findPartials, openStore } from "../partials/store.ts";
import { knownSecret } from "../publish/person-secret.ts";
import { readingOf } from "./read-consumption.ts";
import type { Inputs } from "./read-inputs.ts";

/** What a run would send to Spark, if the job names it. */
export interface PlannedEngine {
  /** `false` where the embedded engine would read all, since there is too little that is new. */
  readonly asks_spark: boolean;
  /** New exports that Spark can read, and their size. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** New exports that would be read on this machine in any case. */
  readonly kept: readonly { readonly file: string; readonly why: string }[];
}

/** Plans what a run would send to Spark, without starting it; `undefined` where the job does not name it. */
export async function planEngine(config: Config, { exports, rates }: Inputs): Promise<PlannedEngine | undefined> {
  const { spark, output } = config.job;
  if (spark === undefined) return undefined;
  const key = await knownSecret(output);
  const store = await openStore(join(output, "state"), { key, verify: false, warn: () => {} });
  const files = await Promise.all(
    exports.consumption
      .filter(({ leftOutFor }) => leftOutFor.length === 0)
      .map(async (file) => ({ ...file, knownSha256: file.knownSha256 ?? (await store.known(file))?.sha256 })),
  );
  const there = new Set(findPartials(store, files, readingOf(config, rates)).map(({ number }) => number));
  const missing = files.map((file, number) => ({ number, export: file })).filter(({ number }) => !there.has(number));
  const { sent, bytes, kept } = planSpark(missing);
  return {
    asks_spark: bytes >= spark.fromBytes,
    files: sent.map(({ export: { file } }) => file),
    bytes,
    kept: kept.map(({ file, why }) => ({ file, why })),
  };
}

/** Returns a sentence about the exports that a run would send to Spark, and those that it would not. */
export function plannedSentence({ asks_spark, files, bytes, kept }: PlannedEngine): string {
  const sent = `${plural(files.length, "new export", "new exports")} (${bytesText(bytes)})`;
  const first = asks_spark
    ? `A run would send ${sent} to Spark: ${firstTen(files)}.`
    : `A run would not ask Spark: ${sent} that it could read are less than \`spark.fromBytes\`.`;
  if (kept.length === 0) return first;
  const others = firstTen(kept.map(({ file, why }) => `${file} (${why})`));
  return `${first} ${plural(kept.length, "new export is", "new exports are")} read on this machine in any case: ${others}.`;
}
