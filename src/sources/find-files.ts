import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { diskError } from "../domain/disk-error.ts";
import { InputError } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { ZipMember } from "../rows/zip-member.ts";
import { walkInput } from "./walk-input.ts";

/** Small tables at the top of the input folder, each optional. */
export const tableNames = ["partners.csv", "associations.csv", "exchange-rates.csv"] as const;

/**
 * What is no text, and is read from a copy as CSV: Parquet, or the sheet of a workbook, with its header where no earlier
 * run has noted that.
 */
export type BinaryTable = "parquet" | { readonly sheet: string; readonly header?: string };

/**
 * One file that may be an export, judging by its path alone: a file on the disk, or one inside a ZIP file or a workbook
 * there.
 */
export interface FoundFile {
  /** Absolute path of the file on the disk. */
  readonly path: string;
  /** Relative to the input folder, with `/`: `usage.csv`, `pack.zip/sub/usage.csv`, `book.xlsx/Sheet1`. */
  readonly file: string;
  readonly gzip: boolean;
  /** Size of the file on the disk. */
  readonly bytes: number;
  /**
   * When the content of the file on the disk, and when anything about it, last changed: milliseconds, by the clock of the
   * file system.
   */
  readonly changed: { readonly content: number; readonly any: number };
  /** The ZIP file and the workbook that it lies in, the outer one first, named as `file` is. */
  readonly containers?: readonly string[];
  /** The file in the ZIP file on the disk that has it. */
  readonly member?: ZipMember;
  readonly table?: BinaryTable;
}

/** Everything below the input folder, each list sorted by path, in code point order. */
export interface FoundFiles {
  readonly exports: readonly FoundFile[];
  /** ZIP files and workbooks, which may hold exports. */
  readonly containers: readonly FoundFile[];
  /** Files named like a manifest of Azure Cost Management. */
  readonly manifests: readonly FoundFile[];
  /** Everything else: other names, links, devices, folders that are not looked into. */
  readonly leftAlone: readonly string[];
  /** Those of `leftAlone` that may be meant as inputs, each with the reason why it is not one. */
  readonly doubtful: readonly string[];
}

const exportName = /\.((csv|tsv|txt)(\.gz)?|parquet)$/i;
const containerName = /\.(zip|xlsx)$/i;
const manifestName = /^_?manifest\.json$/i;
/** Lock files of Excel, and files that their owner hides. */
const hiddenName = /^(?:~\$|\.)/;

/**
 * Lists the input folder: whatever may be an export, at any depth, manifests, and what is left alone (S14). Links and
 * devices are not followed.
 *
 * @param input - absolute path of the input folder
 * @param output - path of the output folder, which may lie inside and is not looked into
 * @throws InputError when the folder, or one below it, cannot be read
 */
export async function findFiles(input: string, output: string): Promise<FoundFiles> {
  const exports: FoundFile[] = [];
  const containers: FoundFile[] = [];
  const manifests: FoundFile[] = [];
  const leftAlone: string[] = [];
  const doubtful: string[] = [];
  const { paths, closed } = await walkInput(input, resolve(output));

  for (const path of paths) {
    const file = nameBelow(input, path);
    const name = file.slice(file.lastIndexOf("/") + 1);
    const status = await statusOf(path, file);
    const found: FoundFile = {
      ...{ path, file, ...packingOf(name), bytes: status.size },
      changed: { content: status.mtimeMs, any: status.ctimeMs },
    };
    const isUsual = status.isFile() && !hiddenName.test(name);
    const doubt = doubtAbout(file, status);
    if (status.isFile() && isTable(file)) continue;
    if (doubt === undefined && isUsual && exportName.test(name)) exports.push(found);
    else if (isUsual && containerName.test(name)) containers.push(found);
    else if (status.isFile() && manifestName.test(name)) manifests.push(found);
    else leftAlone.push(file);
    if (doubt !== undefined) doubtful.push(`${file} (${doubt})`);
  }
  const byFile = (a: FoundFile, b: FoundFile) => compareCodePoints(a.file, b.file);
  return {
    exports: exports.sort(byFile),
    containers: containers.sort(byFile),
    manifests: manifests.sort(byFile),
    leftAlone: [...leftAlone, ...closed.map((path) => `${nameBelow(input, path)}/`)].sort(compareCodePoints),
    doubtful: doubtful.sort(compareCodePoints),
  };
}

/** Returns how a file that may be an export is packed, judging by its name; `undefined` for another file. */
export function exportNamed(name: string): Pick<FoundFile, "gzip" | "table"> | undefined {
  return exportName.test(name) ? packingOf(name) : undefined;
}

function packingOf(name: string): Pick<FoundFile, "gzip" | "table"> {
  return { gzip: /\.gz$/i.test(name), ...(/\.parquet$/i.test(name) && { table: "parquet" as const }) };
}

/** Returns why a file that looks like an input is left alone; `undefined` for one that does not look like an input. */
function doubtAbout(file: string, status: Stats): string | undefined {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const table = tableNames.find((each) => each === name.toLowerCase());
  if (!status.isFile()) return "a link or a device, neither of which is followed";
  if (table === undefined || isTable(file) || isBelowExportFolder(file)) return undefined;
  return `${table} is read at the top of the input folder, and by exactly this name`;
}

/** Folders in which, by custom, every CSV file is an export: one that is not recognised there is an error. */
const exportFolders = ["consumption", "transcripts"];

/** Returns whether a file lies in a folder that holds nothing but exports. */
export function isBelowExportFolder(file: string): boolean {
  const [top = "", ...rest] = file.split("/");
  return rest.length > 0 && exportFolders.includes(top.toLowerCase());
}

function isTable(file: string): boolean {
  return (tableNames as readonly string[]).includes(file);
}

function nameBelow(input: string, path: string): string {
  return relative(input, path).split(sep).join("/");
}

async function statusOf(path: string, file: string): Promise<Stats> {
  try {
    return await lstat(path);
  } catch (cause) {
    if (!file.includes("\uFFFD")) throw diskError(cause, path, "read");
    throw new InputError(
      {
        file,
        code: "name-not-utf-8",
        found: "a name that is not UTF-8",
        expected: "names in UTF-8",
        fix: "rename the file, or take it away",
      },
      { cause },
    );
  }
}
