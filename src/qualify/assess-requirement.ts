import type { Finding, Requirement } from "../domain/assessment.ts";
import type { Quantity } from "../domain/requirement.ts";

/**
 * Compares one measured quantity with one requirement (S9–S11).
 *
 * @param requirement - in force on the as-of day, for the partner's market
 * @param measured - total over the whole window, in the unit of its kind; `undefined` when no source covered it, which is
 *   not the same as zero. Negative totals (refunds) are allowed.
 * @returns "met" at or above the threshold, else what is missing, in the same unit
 *
 * @example
 * assessRequirement(silver, usd("14000"))
 * // => { outcome: "close", measured: usd("14000"), gap: usd("1000") }
 */
export function assessRequirement(requirement: Requirement, measured: Quantity | undefined): Finding {
  if (measured === undefined) return { outcome: "unknown", reason: `no export covers ${requirement.id}` };
  const { threshold, closeFrom } = requirement;
  if (measured >= threshold) return { outcome: "met", measured };

  const outcome = measured >= closeFrom ? "close" : "short";
  return { outcome, measured, gap: threshold - measured };
}
