import fs from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { sep } from "node:path";

/** A disk that refuses something, as the program sees it in this process. */
export interface Fault {
  /** Nothing outside this folder is counted or refused. */
  readonly folder: string;
  /** Number of the write that fails, from 1. */
  readonly at: number;
  /**
   * A disk that is full (ENOSPC) stays so: from that write on nothing new is written, but files can be moved and removed.
   * A fault (EIO) is this one write, of any sort.
   */
  readonly code: "ENOSPC" | "EIO";
}

/** What a disk was asked for. */
export interface FailingDisk {
  /** Every write that was tried: "sync /reports/output/state/index.json.tmp". */
  readonly writes: readonly string[];
  /** Those of them that were refused. */
  readonly refused: readonly string[];
  /** Makes the disk whole again. */
  readonly repair: () => void;
}

type Call = (...args: unknown[]) => unknown;

/** What the calls that are watched have in common. */
interface Watch {
  /** Counts a write; the error with which it is refused, if it is. */
  readonly refusal: (call: string, path: string, named?: boolean) => Error | undefined;
  readonly isBelow: (path: unknown) => path is string;
  readonly replace: (target: object, name: string, make: (original: Call) => Call) => void;
}

/** What a full disk still does. */
const needNoSpace: ReadonlySet<string> = new Set(["close", "rename", "rm", "unlink", "rmdir", "truncate"]);
const words: Readonly<Record<Fault["code"], string>> = { ENOSPC: "no space left on device", EIO: "i/o error" };

/** Counts every call of `node:fs` that changes something below a folder, and lets one fail, or all from one on. */
export function failingDisk({ folder, at, code }: Fault): FailingDisk {
  const writes: string[] = [];
  const refused: string[] = [];
  const undo: (() => void)[] = [];
  const watch: Watch = {
    refusal: (call, path, named = true) => {
      writes.push(`${call} ${path}`);
      const fails = code === "EIO" ? writes.length === at : writes.length >= at && !needNoSpace.has(call);
      if (!fails) return undefined;
      refused.push(`${call} ${path}`);
      // Of a file that is open the system does not say the name.
      const message = `${code}: ${words[code]}, ${call}${named ? ` '${path}'` : ""}`;
      return Object.assign(new Error(message), { code, syscall: call, ...(named ? { path } : {}) });
    },
    isBelow: (path): path is string => typeof path === "string" && `${path}${sep}`.startsWith(`${folder}${sep}`),
    replace: (target, name, make) => {
      const original: Call = Reflect.get(target, name);
      Reflect.set(target, name, make(original.bind(target)));
      undo.push(() => Reflect.set(target, name, original));
    },
  };
  watchPaths(watch);
  watchHandles(watch);
  watchDescriptors(watch);
  syncBuiltinESMExports();
  const repair = () => {
    for (const step of undo) step();
    syncBuiltinESMExports();
  };
  return { writes, refused, repair };
}

/** Calls of `node:fs/promises` that take a path, with the place of the one that they change. */
const pathCalls: readonly (readonly [string, 0 | 1])[] = [
  ...["appendFile", "mkdir", "rm", "rmdir", "truncate", "unlink", "utimes", "writeFile"].map(
    (name) => [name, 0] as const,
  ),
  ...["copyFile", "link", "rename", "symlink"].map((name) => [name, 1] as const),
];

function watchPaths({ refusal, isBelow, replace }: Watch): void {
  for (const [name, place] of pathCalls) {
    replace(promises, name, (original) => async (...args) => {
      const path = args[place];
      const error = isBelow(path) ? refusal(name, path) : undefined;
      if (error !== undefined) throw error;
      return original(...args);
    });
  }
}

/** Files opened by `node:fs/promises`. Of what fails while it is written, half is on the disk. */
function watchHandles({ refusal, isBelow, replace }: Watch): void {
  replace(promises, "open", (original) => async (...args) => {
    const [path, flags = "r"] = args;
    if (!isBelow(path)) return original(...args);
    const isNew = flags !== "r" && flags !== "r+";
    const refusedOpen = isNew ? refusal("open", path) : undefined;
    if (refusedOpen !== undefined) throw refusedOpen;
    const file = (await original(...args)) as FileHandle;
    const { writeFile, sync, close } = file;
    file.writeFile = async (data, options) => {
      const error = refusal("write", path, false);
      if (error === undefined) return writeFile.call(file, data, options);
      if (typeof data === "string" || data instanceof Uint8Array)
        await writeFile.call(file, data.slice(0, data.length / 2), options);
      throw error;
    };
    file.sync = async () => {
      const error = refusal("fsync", path, false);
      if (error !== undefined) throw error;
      return sync.call(file);
    };
    file.close = async () => {
      await close.call(file);
      const error = isNew ? refusal("close", path, false) : undefined;
      if (error !== undefined) throw error;
    };
    return file;
  });
}

/** Files that streams open. */
function watchDescriptors({ refusal, isBelow, replace }: Watch): void {
  const paths = new Map<unknown, string>();
  type Done = (error: unknown, result?: unknown) => void;
  replace(fs, "open", (original) => (...args) => {
    const [path, flags] = args;
    if (!isBelow(path) || flags === "r") return original(...args);
    const done = args.at(-1) as Done;
    const error = refusal("open", path);
    if (error !== undefined) return setImmediate(() => done(error));
    return original(...args.slice(0, -1), (failure: unknown, descriptor: unknown) => {
      if (failure === null) paths.set(descriptor, path);
      done(failure, descriptor);
    });
  });
  for (const name of ["write", "writev", "fsync"]) {
    replace(fs, name, (original) => (...args) => {
      const path = paths.get(args[0]);
      const error = path === undefined ? undefined : refusal(name, path, false);
      if (error === undefined) return original(...args);
      return setImmediate(() => (args.at(-1) as Done)(error));
    });
  }
  replace(fs, "close", (original) => (...args) => {
    paths.delete(args[0]);
    return original(...args);
  });
}
