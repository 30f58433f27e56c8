import { type FingerprintOptions, type FingerprintOutcome, fingerprint } from "./fingerprint.ts";

/** Fingerprints one file; each thread of the pool runs this. */
export function fingerprintFile(order: FingerprintOptions): Promise<FingerprintOutcome> {
  return fingerprint(order);
}
