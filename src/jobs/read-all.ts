import { personKeys } from "../changes/person-keys.ts";
import { personsOf } from "../changes/persons-of.ts";
import type { EngineOnDemand } from "../partials/duckdb/engine.ts";
import { judgeTranscripts } from "../qualify/judge-transcripts.ts";
import { ingestTranscripts } from "../tables/ingest-transcripts.ts";
import type { ReportRequest } from "./build-report.ts";
import { type ConsumptionBasis, readConsumption } from "./read-consumption.ts";

/**
 * Reads consumption, transcripts and the run before. The database reads consumption in the background: each time it is at
 * work, this thread does another of the rest.
 */
export async function readAll(onDemand: EngineOnDemand, request: ReportRequest, basis: ConsumptionBasis) {
  const comparing = later(async () => request.earlier?.());
  const judging = later(() => readPeople(request, basis));
  const waiting = [comparing, judging];
  const onBusy = () => waiting.shift()?.start();
  const reading = readConsumption(onDemand, { ...request, onFile: request.progress.files, onBusy }, basis);
  const rest = () => {
    for (const job of waiting.splice(0)) job.start();
  };
  reading.then(rest, rest);
  // All are waited for even if one fails: nothing goes on reading behind the caller's back.
  await Promise.allSettled([reading, judging.done, comparing.done]);
  return { consumption: await reading, ...(await judging.done), earlier: await comparing.done };
}

async function readPeople({ asOf, secret }: ReportRequest, { inputs, revision }: ConsumptionBasis) {
  const transcripts = await ingestTranscripts(inputs.exports.transcripts);
  const people = await judgeTranscripts(transcripts, { revision, asOf });
  const persons = secret === undefined ? [] : personsOf(people.judged, { revision, asOf, keyOf: personKeys(secret) });
  return { transcripts, people, persons };
}

/** Something that is not begun before it is told to. */
function later<Result>(job: () => Promise<Result>): { readonly start: () => void; readonly done: Promise<Result> } {
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  return { start, done: started.then(job) };
}
