import { createHash } from "node:crypto";
import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import type { Answers, Measuring } from "../measure/ask-partials.ts";
import type { IngestedFile } from "../partials/consumption-file.ts";
import { keepText, keptText } from "../partials/kept-text.ts";
import type { State } from "../partials/open-state.ts";
import { partKey, type ReadingOptions } from "../partials/part-key.ts";
import { reasonOf } from "../publish/on-disk.ts";

/** All that decides what the database says of the partials. */
export interface MeasuringBasis {
  readonly ingested: readonly IngestedFile[];
  readonly measuring: Measuring;
  readonly options: ReadingOptions;
  readonly window: Window;
  readonly asOf: Day;
}

interface Kept {
  readonly asOf: Day;
  /** Of the files, in their order: the answers name them so. */
  readonly numbers: readonly number[];
  readonly answers: Answers;
}

/** What the database answered, and the files by the numbers that the answers name them by. */
export interface AnswersBefore extends Pick<Kept, "answers"> {
  readonly ingested: readonly IngestedFile[];
}

/** Finds what the database answered an earlier run that stood on the same: then it need not even be opened. */
export async function answersBefore(state: State, basis: MeasuringBasis): Promise<AnswersBefore | undefined> {
  const text = await keptText(state, keyOf(basis));
  if (text === undefined) return undefined;
  const { asOf, numbers, answers }: Kept = JSON.parse(text);
  // The as-of day itself decides only about the rows of days to come.
  const last = answers.newest.ofAll ?? "";
  if (asOf !== basis.asOf && (last > asOf || last > basis.asOf)) return undefined;
  return { answers, ingested: basis.ingested.map((file, place) => ({ ...file, number: numbers[place] ?? -1 })) };
}

/** Keeps the answers for the next run. It does without where they cannot be kept. */
export async function keepAnswers(state: State, basis: MeasuringBasis, answers: Answers): Promise<void> {
  const numbers = basis.ingested.map(({ number }) => number);
  const kept: Kept = { asOf: basis.asOf, numbers, answers };
  try {
    await keepText(state, keyOf(basis), JSON.stringify(kept));
  } catch (error) {
    state.warn(
      `What was measured could not be kept in ${state.folder}, so the next run measures it again: ${reasonOf(error)}`,
    );
  }
}

/** Names what the answers stand on, but for the as-of day and the numbers of the files. */
function keyOf({ ingested, measuring, options, window }: MeasuringBasis): string {
  const { files, associations, accepted, acceptedAhead, retroactive } = measuring;
  const parts = ingested.map((file) => partKey(file.sha256, file.export, options));
  const entries = files.map(({ number, ...entry }) => entry);
  const decides = [parts, entries, associations, accepted, acceptedAhead ?? [], retroactive, window];
  return createHash("sha256").update(JSON.stringify(decides)).digest("hex");
}
