import { groupBy } from "../domain/group-by.ts";
import { invariant } from "../domain/invariant.ts";
import type { ConsumptionExport } from "./export.ts";
import { compareAge, partGroup } from "./export-age.ts";
import type { Period } from "./manifest.ts";

/** Groups of files that S14 treats as one file, older first: a group's index is its age. */
export type Groups = readonly { readonly name: string; readonly files: readonly string[] }[];

/** Days of one export run that a newer one replaces, given by the names of their groups. */
export interface ReplacedGroupDays extends Period {
  readonly older: string;
  readonly newer: string;
}

/** One file that counts, with what the rules about files need (S14). */
export interface FileEntry {
  /** The file's number in this run. */
  readonly number: number;
  readonly format: string;
  readonly grain: "day" | "month";
  readonly supersede: "none" | "partner-month" | "invoice";
  /** Files with the same group number are treated as one file. */
  readonly group: number;
  /**
   * Files with the same part number may have days in common: parts of one export. Sheets and members of one group are
   * parts of their own, each of which might repeat another.
   */
  readonly part: number;
  /** Rank of the group among all groups; higher is newer. */
  readonly age: number;
  /** Days on which another export run counts instead, and the age of its group. */
  readonly lostDays: readonly (Period & { readonly age: number })[];
}

/** Returns the groups that files belong to, ordered by age. */
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

/** Returns what the rules about files need to know about each file (S14). */
export function fileEntries(
  files: readonly { readonly number: number; readonly export: ConsumptionExport }[],
  groups: Groups,
): FileEntry[] {
  const ages = new Map(groups.map(({ name }, age) => [name, age]));
  const ageOfGroup = (group: string) => ages.get(group) ?? -1;
  const lostDays = (file: ConsumptionExport) =>
    file.lostDays.map(({ by, ...days }) => ({ ...days, age: ageOfGroup(by) }));
  const contained = new Map<string, number>();
  const partOf = ({ file, containers, group }: ConsumptionExport) => {
    if (containers === undefined) return ageOfGroup(group);
    const name = partGroup(file);
    const part = contained.get(name) ?? groups.length + contained.size;
    contained.set(name, part);
    return part;
  };
  return files.map(({ number, export: file }) => {
    const age = ageOfGroup(file.group);
    const { id, grain, supersede } = file.format;
    return { number, format: id, grain, supersede, group: age, part: partOf(file), age, lostDays: lostDays(file) };
  });
}
