import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { diskError, errnoOf } from "../domain/disk-error.ts";
import { InputError } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";

/** The folders below the input folder that hold exports, each named after its kind of export. */
const exportFolders = ["consumption", "transcripts"] as const;
export type ExportKind = (typeof exportFolders)[number];

/** Small tables at the top of the input folder, each optional. */
export const tableNames = ["partners.csv", "associations.csv", "exchange-rates.csv"] as const;

/** One file that may be an export, judging by its path alone; its content has not been read yet. */
export interface FoundFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative to the input folder, with `/`. */
  readonly file: string;
  readonly kind: ExportKind;
  readonly gzip: boolean;
  readonly bytes: number;
  /** When its content, and when anything about it, last changed: milliseconds, by the clock of the file system. */
  readonly changed: { readonly content: number; readonly any: number };
}

/** Everything below the input folder, each list sorted by path, in code point order. */
export interface FoundFiles {
  readonly exports: readonly FoundFile[];
  /** Manifests of Azure Cost Management below `consumption/`. */
  readonly manifests: readonly FoundFile[];
  /** Everything else: other names, links, devices. */
  readonly leftAlone: readonly string[];
  /** Those of `leftAlone` that may be meant as inputs, each with the reason why it is not one. */
  readonly doubtful: readonly string[];
}

const exportName = /\.(csv|tsv)(\.gz)?$/i;
const manifestName = /^_?manifest\.json$/i;

/**
 * Lists the input folder: exports at any depth, manifests, and what is left alone (S14).
 * Links and devices are not followed.
 *
 * @param input - absolute path of the input folder
 * @throws InputError when the folder, or one below it, cannot be read
 */
export async function findFiles(input: string): Promise<FoundFiles> {
  const exports: FoundFile[] = [];
  const manifests: FoundFile[] = [];
  const leftAlone: string[] = [];
  const doubtful: string[] = [];

  for (const path of await walk(input)) {
    const file = relative(input, path).split(sep).join("/");
    const [top = "", ...rest] = file.split("/");
    const name = rest.at(-1);
    const kind = exportFolders.find((folder) => folder === top);
    const status = await statusOf(path, file);
    const ordinary = status.isFile();
    const stamp = { bytes: status.size, changed: { content: status.mtimeMs, any: status.ctimeMs } };
    if (ordinary && kind !== undefined && name !== undefined && exportName.test(name)) {
      exports.push({ path, file, kind, gzip: /\.gz$/i.test(name), ...stamp });
    } else if (ordinary && kind === "consumption" && name !== undefined && manifestName.test(name)) {
      manifests.push({ path, file, kind, gzip: false, ...stamp });
    } else if (!(ordinary && rest.length === 0 && (tableNames as readonly string[]).includes(top))) {
      leftAlone.push(file);
      const doubt = doubtAbout(file, ordinary);
      if (doubt !== undefined) doubtful.push(`${file} (${doubt})`);
    }
  }
  const byFile = (a: FoundFile, b: FoundFile) => compareCodePoints(a.file, b.file);
  return {
    exports: exports.sort(byFile),
    manifests: manifests.sort(byFile),
    leftAlone: leftAlone.sort(compareCodePoints),
    doubtful: doubtful.sort(compareCodePoints),
  };
}

/** Returns why a file that looks like an input is left alone; `undefined` for one that does not look like an input. */
function doubtAbout(file: string, ordinary: boolean): string | undefined {
  const [top = "", ...rest] = file.split("/");
  const inputs: readonly string[] = [...exportFolders, ...tableNames];
  const meant = inputs.find((name) => name === top.toLowerCase());
  if (meant === undefined) return undefined;
  if (!ordinary) return "a link or a device, neither of which is followed";
  const isNamed = rest.length === 0 ? tableNames.some((name) => name === meant) : exportName.test(file);
  return meant !== top && isNamed ? `${top} must be called ${meant}` : undefined;
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

/** Lists every file, link and device below a folder. Folders are entered, links to folders are not. */
async function walk(input: string, folder = input): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw folder === input ? unreadableInput(folder, cause) : diskError(cause, folder, "read");
  });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await walk(input, path)));
    else paths.push(path);
  }
  return paths;
}

const foundInstead: Readonly<Record<string, string>> = { ENOENT: "no such folder", ENOTDIR: "a file, not a folder" };

function unreadableInput(folder: string, cause: unknown): InputError {
  const code = errnoOf(cause) || "no reason given";
  return new InputError(
    {
      file: folder,
      code: "unreadable-input",
      found: foundInstead[code] ?? `a folder that cannot be read (${code})`,
      expected: "a folder with consumption/ and transcripts/ in it",
      fix: "name the folder with --input, or with `input:` in job.yaml, and let this user read it",
    },
    { cause },
  );
}
