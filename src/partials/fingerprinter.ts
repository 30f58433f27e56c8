import { availableParallelism } from "node:os";
import { type FingerprintOptions, type FingerprintOutcome, fingerprint } from "./fingerprint.ts";

/** Passes over files, several at a time where there is much to read. */
export interface Fingerprinter {
  /** Files are passed over in the order in which they are given. */
  fingerprint(order: FingerprintOptions): Promise<FingerprintOutcome>;
  close(): Promise<void>;
}

/** Bytes from which on threads are worth their start: a new file of a night is not. */
const worthThreads = 256 * 2 ** 20;

/**
 * Opens a fingerprinter with a thread for each core, eight at most: the disk is what limits it then.
 *
 * @param bytes - of all files that will be passed over
 */
export async function openFingerprinter(bytes: number): Promise<Fingerprinter> {
  if (bytes < worthThreads) return { fingerprint: oneByOne(), close: async () => {} };
  const { Piscina } = await import("piscina");
  const pool = new Piscina<FingerprintOptions, FingerprintOutcome>({
    filename: new URL("./fingerprint-worker.js", import.meta.url).href,
    maxThreads: Math.min(8, availableParallelism()),
  });
  return { fingerprint: (order) => pool.run(order, { name: "fingerprintFile" }), close: () => pool.destroy() };
}

function oneByOne(): Fingerprinter["fingerprint"] {
  let last: Promise<unknown> = Promise.resolve();
  return (order) => {
    const next = last.then(() => fingerprint(order));
    last = next.catch(() => undefined);
    return next;
  };
}
