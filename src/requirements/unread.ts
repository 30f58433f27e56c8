import type { RequirementKind } from "../domain/requirement.ts";

/** What is said where the exports that a requirement rests on were not read at all. */
interface Unread {
  /** What is missing. */
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

/** What to do so that a requirement of this kind can be judged. */
export function toDoUnread({ exports }: RequirementKind): string {
  return unread[exports].toDo;
}

/** Completes "it lacks …". */
export function lackingUnread({ exports }: RequirementKind): string {
  return `${unread[exports].exports} to judge by`;
}

/** What a partner needs first, as a sentence without its end. */
export function needsToBeRead({ id, exports }: RequirementKind): string {
  return `needs ${unread[exports].exports} to be read to judge the ${id} requirement`;
}
