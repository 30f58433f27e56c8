import fc from "fast-check";

/** An amount as some export writes it, and what it is worth: ten-billionths of a dollar, `undefined` for what is no amount. */
export interface WrittenAmount {
  readonly text: string;
  readonly value: bigint | undefined;
}

/** Rounds digits after the point to ten, half up: the sign is put before it afterwards, so this is half away from zero. */
function toUnits(whole: string, fraction: string): bigint {
  const units = BigInt(whole + fraction.slice(0, 10).padEnd(10, "0"));
  return Number(fraction[10] ?? "0") >= 5 ? units + 1n : units;
}

const digits = (max: number) => fc.integer({ min: 0, max: 10 ** max - 1 }).map(String);
const fraction = fc.array(fc.constantFrom(..."00123455556789"), { maxLength: 16 }).map((all) => all.join(""));
const styles = ["plain", "plain", "plain", "grouped", "parentheses", "dollar", "spaces", "exponent"] as const;

const readable: fc.Arbitrary<WrittenAmount> = fc
  .record({ whole: digits(5), fraction, negative: fc.boolean(), style: fc.constantFrom(...styles) })
  .map(({ whole, fraction: places, negative, style }) => {
    const magnitude = toUnits(whole, places);
    const bare = places === "" ? whole : `${whole}.${places}`;
    const sign = negative ? "-" : "";
    const value = negative || style === "parentheses" ? -magnitude : magnitude;
    switch (style) {
      case "grouped":
        return { text: `${sign}${bare.replace(/^(\d{1,3})(\d{3})(?=\.|$)/, "$1,$2")}`, value };
      case "parentheses":
        return { text: `(${bare})`, value };
      case "dollar":
        return { text: `${sign}$${bare}`, value };
      case "spaces":
        return { text: ` ${sign}${bare}  `, value };
      case "exponent":
        return { text: `${sign}${whole}${places}E-${places.length}`, value };
      default:
        return { text: sign + bare, value };
    }
  });

const unreadable = fc
  .constantFrom("", "NULL", "abc", "1_000", "1,5", "NaN", "Infinity", "1.2.3", "--1", "1-", "12 USD", "0x10")
  .map((text) => ({ text, value: undefined }));

/** Mostly readable. */
export const writtenAmount: fc.Arbitrary<WrittenAmount> = fc.oneof(
  { arbitrary: readable, weight: 15 },
  { arbitrary: unreadable, weight: 1 },
);
