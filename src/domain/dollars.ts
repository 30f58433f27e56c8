import { formatCents, formatExact, formatGapCents, type Usd, withThousands } from "./money.ts";

/** Prints dollars and cents: `US$1,240.55`, `-US$5.00`. */
export function dollars(usd: Usd): string {
  const amount = withThousands(formatCents(usd));
  return amount.startsWith("-") ? `-US$${amount.slice(1)}` : `US$${amount}`;
}

/** Prints all digits, for amounts whose cents would hide that something is missing: `US$14,999.9999`. */
export function exactDollars(usd: Usd): string {
  return `US$${withThousands(formatExact(usd).replace(/0{1,8}$/, ""))}`;
}

/** Prints dollars and cents rounded up, because a cent less would not be enough. */
export function gapDollars(usd: Usd): string {
  return `US$${withThousands(formatGapCents(usd))}`;
}
