import { availableParallelism } from "node:os";
import { type FingerprintOptions, type FingerprintOutcome, fingerprint } from "./fingerprint.ts";

/** A reader that fingerprints files, several at a time where there is much to read. */
export interface Fingerprinter {
  /** Fingerprints a file; files are read in the order given. */
  fingerprint(order: FingerprintOptions): Promise<FingerprintOutcome>;
  close(): Promise<void>;
}

/** Bytes from which starting threads pays off; one night's new file is less. */
const worthThreads = 256 * 2 ** 20;

/**
 * Opens a fingerprinter with a thread for each core, at most eight: beyond that the disk is the limit.
 *
 * @param bytes - of all files that will be fingerprinted
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
