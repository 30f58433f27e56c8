import { type FingerprintOrder, type FingerprintResult, fingerprint } from "./fingerprint.ts";

/** What each thread of the pool runs: one file at a time. */
export function fingerprintFile(order: FingerprintOrder): Promise<FingerprintResult> {
  return fingerprint(order);
}
