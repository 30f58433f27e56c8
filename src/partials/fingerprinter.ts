import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Fingerprint, fingerprint } from "./fingerprint.ts";
import type { Answer } from "./fingerprint-thread.ts";

/** Fingerprints files, several at a time where there are threads for it. */
export interface Fingerprinter {
  /** Whether there are: then it is of use to ask early for what will be needed late. */
  readonly hasThreads: boolean;
  fingerprint(path: string): Promise<Fingerprint>;
  /** Ends the threads: what they have not done yet is given up. */
  close(): Promise<void>;
}

/**
 * Threads to fingerprint with, besides the database's. To hash a file takes about a third of the processor time that the
 * database takes to read it: one thread would keep a machine with many cores waiting.
 */
export function threadsFor(cores: number): number {
  return cores < 2 ? 0 : Math.min(8, Math.ceil(cores / 4));
}

/** Where the build puts it; without the build there are no threads. */
const builtProgram = fileURLToPath(new URL("fingerprint-thread.js", import.meta.url));

/**
 * Makes a fingerprinter. A thread that fails costs time only: what it was asked for is done here.
 *
 * @param threads - 0 for none
 * @param program - what each of them runs
 */
export function fingerprinter(threads: number, program = builtProgram): Fingerprinter {
  if (threads === 0 || !existsSync(program)) return { hasThreads: false, fingerprint, close: async () => {} };
  const queue: Task[] = [];
  const idle = new Set<Worker>();
  /** Each thread that lives, and what it is at. */
  const tasks = new Map<Worker, Task | undefined>();
  let closed = false;

  const assign = () => {
    for (const worker of idle) {
      const task = queue.shift();
      if (task === undefined) return;
      idle.delete(worker);
      tasks.set(worker, task);
      worker.postMessage(task.path);
    }
  };
  const start = () => {
    const worker = new Worker(program);
    tasks.set(worker, undefined);
    idle.add(worker);
    worker.on("message", ({ print }: Answer) => {
      tasks.get(worker)?.done(print);
      tasks.set(worker, undefined);
      idle.add(worker);
      assign();
    });
    // What ends a thread is seen by its end.
    worker.on("error", () => {});
    worker.once("exit", () => {
      const left = tasks.get(worker);
      tasks.delete(worker);
      idle.delete(worker);
      left?.done(undefined);
      if (tasks.size === 0) for (const task of queue.splice(0)) task.done(undefined);
    });
  };
  for (let count = 0; count < threads; count += 1) start();

  const byThread = (path: string) =>
    new Promise<Fingerprint | undefined>((done) => {
      queue.push({ path, done });
      assign();
    });
  // What the threads leave is done one by one: all files at once may be more than may be open.
  let before: Promise<unknown> = Promise.resolve();
  const byThisThread = (path: string) => {
    const print = before.then(() => fingerprint(path));
    before = print.catch(() => {});
    return print;
  };
  return {
    hasThreads: true,
    fingerprint: async (path) => {
      const print = tasks.size === 0 ? undefined : await byThread(path);
      if (print === undefined && closed) throw new Error(`${path}: given up`);
      return print ?? byThisThread(path);
    },
    close: async () => {
      closed = true;
      await Promise.all([...tasks.keys()].map((worker) => worker.terminate()));
    },
  };
}

interface Task {
  readonly path: string;
  /** Takes `undefined` where no thread could do it. */
  readonly done: (print: Fingerprint | undefined) => void;
}
