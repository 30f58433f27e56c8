import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errnoOf } from "../domain/disk-error.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type Report, whyUnreadable } from "./config-file.ts";
import { nearest } from "./nearest.ts";

/** Returns the config folder that ships with the program. The path is the same from `src/` and from `dist/`. */
export function shippedFolder(): string {
  return fileURLToPath(new URL("../../config", import.meta.url));
}

/** Returns whether a config folder is the shipped one, by whichever path. */
export function isShippedFolder(folder: string): boolean {
  return realpathSync(folder) === realpathSync(shippedFolder());
}

/**
 * Returns whether something has that path, even a link that leads nowhere or what this user may not see: reading it then
 * says what is wrong, instead of another file being taken for it in silence.
 */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return errnoOf(error) !== "ENOTDIR";
  }
}

/** Returns the path of a config file: that of the operator's folder, or the shipped one where the folder lacks it. */
export function configPath(folder: string, ...names: readonly string[]): string {
  const [own, shipped] = [join(folder, ...names), join(shippedFolder(), ...names)];
  return isThere(own) || !isThere(shipped) ? own : shipped;
}

/**
 * Returns the names of the YAML files of a folder, sorted; none where there is no such folder.
 *
 * @param name - of the folder, in messages
 */
export function yamlFilesIn(folder: string, name: string, report: Report): string[] {
  if (!isThere(folder)) return [];
  try {
    const visible = readdirSync(folder).filter((file) => /^[^.].*\.ya?ml$/.test(file));
    return visible.toSorted(compareCodePoints);
  } catch (error) {
    const found = errnoOf(error) === "ENOTDIR" ? "a file, not a folder" : whyUnreadable(error);
    if (found === undefined) throw error;
    report({ code: "unreadable-config", file: name, found, ...readableFolder });
    return [];
  }
}

const readableFolder = {
  expected: "a folder that this user may read",
  fix: "correct it, or remove it: the shipped files then stand in for those it lacks",
};

/**
 * Checks that a config folder is one.
 *
 * @param name - in messages
 * @throws InputError when it is not there, is a file, or cannot be reached
 */
export function assertFolder(folder: string, name: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch (error) {
    const found = errnoOf(error) === "ENOENT" ? "no such folder" : whyUnreadable(error);
    if (found === undefined) throw error;
    throw new InputError({ file: name, found, ...noFolder });
  }
  throw new InputError({ file: name, found: "a file, not a folder", ...noFolder });
}

const noFolder = { code: "no-config-folder", expected: "the config folder", fix: "give its path with --config" };

const topNames = ["job.yaml", "markets.yaml", "associations.yaml"];

/** Reports files whose names are nearly those of config files that the folder lacks: nothing would read them. */
export function reportMisnamed(folder: string, nameOf: (file: string) => string, report: Report): void {
  const files = yamlFilesIn(folder, nameOf(""), report);
  for (const lacking of topNames.filter((name) => !isThere(join(folder, name)))) {
    for (const file of files.filter((each) => nearest(each, topNames) === lacking))
      report(misnamed(nameOf(file), lacking));
  }
}

function misnamed(file: string, meant: string): InputProblem {
  return {
    file,
    code: "misnamed-config",
    found: "a file that nothing reads",
    expected: `the name ${meant}, which the folder lacks`,
    fix: `rename it to ${meant}, or to something else`,
  };
}
