import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { invariant } from "../domain/invariant.ts";
import type { ConsumptionExport } from "./export.ts";
import { compareAge } from "./export-age.ts";

/** Groups of files that are one file to S14, each with its age: its place among all groups, older first. */
export type Groups = readonly { readonly name: string; readonly files: readonly string[] }[];

/** One file that counts, as far as the rules about files need it (S14). */
export interface FileEntry {
  /** Place of the file among those of the run. */
  readonly number: number;
  readonly format: string;
  readonly grain: "day" | "month";
  readonly supersede: "none" | "partner-month" | "invoice";
  /** Files with the same group number are one file. */
  readonly group: number;
  /** Rank of the group among all, older first: the higher is the newer. */
  readonly age: number;
  /** Months in which another export run counts instead. */
  readonly lostMonths: readonly Month[];
}

/** Orders the groups that files belong to by their age. */
export function groupsOf(files: readonly ConsumptionExport[]): Groups {
  return [...groupBy(files, ({ group }) => group)]
    .map(([name, members]) => ({ name, members }))
    .sort((a, b) => compareAge(ageOf(a.members), ageOf(b.members)))
    .map(({ name, members }) => ({ name, files: members.map(({ file }) => file) }));
}

function ageOf([first]: readonly ConsumptionExport[]): ConsumptionExport["age"] {
  invariant(first !== undefined, "a group of files without a file");
  return first.age;
}

/** What the rules about files go by, of files by their numbers (S14). */
export function fileEntries(
  files: readonly { readonly number: number; readonly export: ConsumptionExport }[],
  groups: Groups,
): FileEntry[] {
  const ages = new Map(groups.map(({ name }, age) => [name, age]));
  return files.map(({ number, export: file }) => {
    const age = ages.get(file.group) ?? -1;
    const { id, grain, supersede } = file.format;
    return { number, format: id, grain, supersede, group: age, age, lostMonths: [...file.lostMonths.keys()] };
  });
}
