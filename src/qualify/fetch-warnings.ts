import type { Warning } from "../domain/consumption.ts";
import { firstTen } from "../domain/text.ts";
import { countOfThings, note } from "./quality-words.ts";

/** What readers of a report should know about the fetch before it. */
export interface FetchFigures {
  /** A sentence for each container or blob that could not be fetched. */
  readonly failed: readonly string[];
  /** Names of blobs that cannot become names of files, each with the reason. */
  readonly refused: readonly string[];
  /** Names of blobs that are gone since the fetch before. */
  readonly vanished: readonly string[];
}

/** Warns of exports that are missing, or old, since they could not be fetched: each failure crosses the limit `fetch`. */
export function fetchWarnings(fetched: FetchFigures | undefined): Warning[] {
  if (fetched === undefined) return [];
  return [
    ...fetched.failed.map((sentence) => note("fetch", `Not fetched, which is a limit by itself: ${sentence}`, true)),
    ...refusedNames(fetched),
    ...vanishedBlobs(fetched),
  ];
}

function refusedNames({ refused }: FetchFigures): Warning[] {
  if (refused.length === 0) return [];
  const message = `${countOfThings(refused.length, "blob")} not fetched for the name: ${firstTen(refused)}. Have them written under other names, or leave them out with a narrower \`prefix:\`.`;
  return [note("refused-blobs", message)];
}

function vanishedBlobs({ vanished }: FetchFigures): Warning[] {
  if (vanished.length === 0) return [];
  const message = `${countOfThings(vanished.length, "blob")} gone from the container since the fetch before: ${firstTen(vanished)}. The files fetched earlier stay and count; delete those that should not.`;
  return [note("vanished-blobs", message)];
}
