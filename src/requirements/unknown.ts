import type { RejectedShare } from "../domain/rejected-share.ts";
import type { RequirementKind } from "../domain/requirement.ts";
import { plural } from "../domain/text.ts";

/** Words for the exports that a requirement depends on. */
interface ExportWords {
  /** The exports as they are called where they are missing. */
  readonly exports: string;
  /** One of their rows. */
  readonly one: string;
  /** The measure that is unknown. */
  readonly measure: string;
  readonly toDo: string;
}

const words: Readonly<Record<RequirementKind["exports"], ExportWords>> = {
  consumption: {
    exports: "consumption exports",
    one: "consumption row",
    measure: "consumption is",
    toDo: "Put the consumption exports into the input folder and run again: no consumption was read.",
  },
  transcripts: {
    exports: "transcripts",
    one: "transcript row",
    measure: "people are",
    toDo: "Put the transcript exports into the input folder and run again: no transcripts were read.",
  },
};

/** Why a requirement is unknown: so many of the partner's rows are rejected, or no export was read at all (S11). */
type Unknown = RejectedShare | undefined;

/** Returns what to do so that a requirement of this kind can be judged. */
export function toDoUnknown({ exports }: RequirementKind, rejected: Unknown): string {
  if (rejected === undefined) return words[exports].toDo;
  return `Mend the rejected rows and run again: ${shareInWords(rejected, exports)}, so ${words[exports].measure} unknown. rejects.csv lists them with file and line.`;
}

/** Returns the words that complete "it lacks …". */
export function lackingUnknown({ exports }: RequirementKind, rejected: Unknown): string {
  if (rejected === undefined) return `${words[exports].exports} to judge by`;
  return `rows to judge by: ${shareInWords(rejected, exports)}`;
}

/** Returns what a partner needs first, as a sentence without its full stop. */
export function needsToBeKnown({ id, exports }: RequirementKind, rejected: Unknown): string {
  if (rejected === undefined) return `needs ${words[exports].exports} to be read to judge the ${id} requirement`;
  return `needs its rejected rows to be mended to judge the ${id} requirement`;
}

/** Returns what was found instead of a quantity. */
export function foundUnknown({ exports }: RequirementKind, rejected: Unknown): string {
  if (rejected === undefined) return `unknown: no ${words[exports].exports} were read`;
  return `unknown: ${shareInWords(rejected, exports)}; see rejects.csv`;
}

function shareInWords({ rows, rejected }: RejectedShare, exports: RequirementKind["exports"]): string {
  const { one } = words[exports];
  return `${rejected} of ${plural(rows, one, `${one}s`)} of this partner ${rejected === 1 ? "is" : "are"} rejected`;
}
