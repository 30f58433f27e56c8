import type { RequirementKind } from "../domain/requirement.ts";

/** Words for the case that none of the exports a requirement depends on were read. */
interface Unread {
  /** The exports that are missing. */
  readonly exports: string;
  readonly toDo: string;
}

const unread: Readonly<Record<RequirementKind["exports"], Unread>> = {
  consumption: {
    exports: "consumption exports",
    toDo: "Put the consumption exports into the input folder and run again: no consumption was read.",
  },
  transcripts: {
    exports: "transcripts",
    toDo: "Put the transcript exports into the input folder and run again: no transcripts were read.",
  },
};

/** Returns what to do so that a requirement of this kind can be judged. */
export function toDoUnread({ exports }: RequirementKind): string {
  return unread[exports].toDo;
}

/** Returns the words that complete "it lacks …". */
export function lackingUnread({ exports }: RequirementKind): string {
  return `${unread[exports].exports} to judge by`;
}

/** Returns what a partner needs first, as a sentence without its full stop. */
export function needsToBeRead({ id, exports }: RequirementKind): string {
  return `needs ${unread[exports].exports} to be read to judge the ${id} requirement`;
}
