/** All tiers, lowest first. */
export const tiers = ["silver", "gold"] as const;
export type Tier = (typeof tiers)[number];

/** The market of a partner or its customer; determines which threshold applies (S8). */
export type Market = "developed" | "emerging";
