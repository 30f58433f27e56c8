import { parentPort } from "node:worker_threads";
import { type Fingerprint, fingerprint } from "./fingerprint.ts";

/** What a thread says to each path it is given. */
export interface Answer {
  /** `undefined` where the file cannot be read: why is found out by who asked, since errors do not cross threads whole. */
  readonly print: Fingerprint | undefined;
}

parentPort?.on("message", async (path: string) => {
  const print = await fingerprint(path).catch(() => undefined);
  parentPort?.postMessage({ print } satisfies Answer);
});
