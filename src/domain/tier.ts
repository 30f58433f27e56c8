/** All tiers, lowest first. */
export const tiers = ["silver", "gold"] as const;
export type Tier = (typeof tiers)[number];

/** What a partner holds: a tier, surely none, or nobody can say which (section 7). */
export type TierHeld = Tier | "none" | "unknown";

export function isTier(held: TierHeld): held is Tier {
  return held !== "none" && held !== "unknown";
}

/** Returns a number that orders tiers: a higher tier has a higher rank. An unknown one has the lowest: it may be none. */
export function tierRank(held: TierHeld): number {
  return isTier(held) ? tiers.indexOf(held) : -1;
}

/** The market of a partner or its customer; determines which threshold applies (S8). */
export type Market = "developed" | "emerging";
