import { type FingerprintOptions, type FingerprintOutcome, fingerprint } from "./fingerprint.ts";

/** What each thread of the pool runs: one file at a time. */
export function fingerprintFile(order: FingerprintOptions): Promise<FingerprintOutcome> {
  return fingerprint(order);
}
