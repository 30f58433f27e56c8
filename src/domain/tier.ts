/** The tiers there are, lowest first. */
export const tiers = ["silver", "gold"] as const;
export type Tier = (typeof tiers)[number];

/** Where a partner, or its customer, is: decides which threshold applies (S8). */
export type Market = "developed" | "emerging";
