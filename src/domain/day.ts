/** A calendar day as ISO text, `2017-06-01`. No clock time, no time zone; text order is time order. */
export type Day = string;

/** A calendar month as ISO text, `2017-06`. */
export type Month = string;

/** Which number comes first in a slashed date (S4). */
export type DateOrder = "mdy" | "dmy";
