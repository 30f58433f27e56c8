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
  // Once a thread does not start, Piscina starts no other, and leaves the files behind it unanswered. So the first failure
  // is that of every file.
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = (error) => reject(withCodeOfStart(error));
  });
  failure.catch(() => undefined);
  pool.on("error", fail);
  const byThreads: Fingerprinter["fingerprint"] = (order) => {
    const print = pool.run(order, { name: "fingerprintFile" });
    print.catch(fail);
    return Promise.race([failure, print]);
  };
  return { fingerprint: byThreads, close: () => pool.destroy() };
}

/** Returns an error with the system's code, which Node.js only mentions where a thread does not start. */
function withCodeOfStart(error: unknown): unknown {
  const [, code] = (error instanceof Error && /^Worker initialization failure: (E\w+)$/.exec(error.message)) || [];
  return code === undefined
    ? error
    : Object.assign(new Error(`${code}: no thread can be started`, { cause: error }), { code });
}

function oneByOne(): Fingerprinter["fingerprint"] {
  let last: Promise<unknown> = Promise.resolve();
  return (order) => {
    const next = last.then(() => fingerprint(order));
    last = next.catch(() => undefined);
    return next;
  };
}
