import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ceilToCents,
  divideHalfAway,
  formatCents,
  formatExact,
  formatGapCents,
  parseAmount,
  roundToCents,
  usd,
  withThousands,
} from "../../src/domain/money.ts";
import { inverseOf, multiplyByRate, parseRate } from "../../src/domain/rate.ts";

describe("parseAmount", () => {
  it.each([
    ["1234.5", "1234.5"],
    ["0", "0"],
    ["-5", "-5"],
    ["+5", "5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-.5", "-0.5"],
    [" \t1.5\r\n", "1.5"],
    ["\uFEFF1.5", "1.5"],
    ["00015000", "15000"],
    ["8.8E-05", "0.000088"],
    ["5.64902E-05", "0.0000564902"],
    ["1e5", "100000"],
    ["1E+2", "100"],
    ["0e400", "0"],
    ["1e-400", "0"],
    ["-1e-99999999999999999999", "0"],
    ["0.00000000000000000001e20", "1"],
    ["1,234.50", "1234.5"],
    ["1,234", "1234"],
    ["12,345,678.9", "12345678.9"],
    ["(12.50)", "-12.5"],
    ["( 1,234.50 )", "-1234.5"],
    ["$0.0808", "0.0808"],
    ["$ 5", "5"],
    ["-$5", "-5"],
    ["$-5", "-5"],
    ["($5.00)", "-5"],
    ["$(5.00)", "-5"],
    ["-0.00000000000000001", "0"],
    ["494.0000000000001000000", "494.0000000000"],
    ["0.1234567890123456789012345678", "0.1234567890"],
    ["999999999999999", "999999999999999"],
  ])("reads %j as %s", (text, amount) => {
    expect(parseAmount(text)).toBe(usd(amount));
  });

  it.each([
    ["0.00000000005", "0.0000000001"],
    ["0.00000000004999999999", "0"],
    ["-0.00000000005", "-0.0000000001"],
    ["-0.00000000004999999999", "0"],
    ["14999.99999999995", "15000"],
    ["14999.99999999994", "14999.9999999999"],
    ["5e-11", "0.0000000001"],
    ["4.9999e-11", "0"],
    ["6e-12", "0"],
  ])("rounds %s half away from zero to %s", (text, amount) => {
    expect(parseAmount(text)).toBe(usd(amount));
  });

  it.each([
    "",
    " ",
    "NULL",
    "abc",
    "NaN",
    "Infinity",
    "-Infinity",
    "1_000",
    "1,5",
    "0,123",
    "1,23,456",
    "1234,567",
    ",123",
    "1,234.5,0",
    "1,234e5",
    "1.2.3",
    ".",
    "-",
    "- ",
    "$",
    "()",
    "(-5)",
    "-(5)",
    "(5",
    "5)",
    "--5",
    "-$-5",
    "5-",
    "1 000",
    "- 5",
    "0x10",
    "1e",
    "e5",
    "1e5.5",
    "5 USD",
    "€5",
    "1000000000000000",
    "1e15",
    "-1e15",
  ])("refuses %j", (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });

  it.each([
    ["1,5", "1.5"],
    ["1.234,50", "1234.5"],
    ["-1.234.567,8", "-1234567.8"],
    ["8,8E-05", "0.000088"],
    ["(12,50)", "-12.5"],
    ["1234", "1234"],
  ])("reads %j with a comma as decimal sign", (text, amount) => {
    expect(parseAmount(text, ",")).toBe(usd(amount));
  });

  it.each(["1234.5", "0.123", "1,234.50", "1,2,3"])("refuses %j with a comma as decimal sign", (text) => {
    expect(parseAmount(text, ",")).toBeUndefined();
  });

  it("reads what formatExact prints", () => {
    const amounts = fc.bigInt({ min: -(10n ** 25n) + 1n, max: 10n ** 25n - 1n });
    fc.assert(fc.property(amounts, (amount) => parseAmount(formatExact(amount)) === amount));
  });

  it("reads an exponent as the moved point", () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 12 }), (value, places) => {
        const moved = value.toString().padStart(places + 1, "0");
        const plain = `${moved.slice(0, moved.length - places)}.${moved.slice(moved.length - places)}`;
        expect(parseAmount(`${value}e-${places}`)).toBe(parseAmount(plain));
      }),
    );
  });

  it("takes no longer for a hostile cell than for its length", () => {
    const long = "1".repeat(100_000);
    for (const text of [
      `${long},`,
      `(${long}`,
      `1,${"111,".repeat(50_000)}`,
      `$${" ".repeat(100_000)}x`,
      `0.${long}e`,
    ]) {
      expect(parseAmount(text)).toBeUndefined();
    }
  });
});

describe("usd", () => {
  it("reads an exact literal", () => {
    expect(usd("15000")).toBe(150_000_000_000_000n);
    expect(usd("-0.0000000001")).toBe(-1n);
  });

  it.each(["", "1e5", "1,000", "0.00000000001", "$5"])("throws for %j", (text) => {
    expect(() => usd(text)).toThrow(RangeError);
  });
});

/** Many of them near a whole or half cent, where rounding is decided. */
const anyAmount = fc.oneof(
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
  fc
    .tuple(fc.bigInt({ min: -400n, max: 400n }), fc.bigInt({ min: -2n, max: 2n }))
    .map(([halves, beside]) => halves * 50_000_000n + beside),
);

/** Two places by arithmetic, as against by cutting digits off. */
function twoPlaces(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? "-" : ""}${size / 100n}.${(size / 10n) % 10n}${size % 10n}`;
}

describe("formatCents", () => {
  it.each([
    ["1240.545", "1240.55"],
    ["1240.5449999999", "1240.54"],
    ["-1240.545", "-1240.55"],
    ["14999.995", "15000.00"],
    ["0.005", "0.01"],
    ["-0.0049999999", "0.00"],
    ["0", "0.00"],
    ["-0.05", "-0.05"],
    ["-0.005", "-0.01"],
    ["0.0049999999", "0.00"],
    ["-0.0000000001", "0.00"],
    ["0.0000000001", "0.00"],
    ["0.09", "0.09"],
    ["0.095", "0.10"],
    ["-0.995", "-1.00"],
    ["99.995", "100.00"],
    ["999999999999999.995", "1000000000000000.00"],
    ["-999999999999999.9949999999", "-999999999999999.99"],
  ])("prints %s as %s", (amount, printed) => {
    expect(formatCents(usd(amount))).toBe(printed);
  });

  it("prints what roundToCents rounds to, whatever the sign and size", () => {
    fc.assert(fc.property(anyAmount, (amount) => formatCents(amount) === twoPlaces(roundToCents(amount))));
  });
});

describe("formatExact", () => {
  it.each([
    ["15000", "15000.0000000000"],
    ["-0.0000000001", "-0.0000000001"],
    ["0", "0.0000000000"],
    ["0.0000000001", "0.0000000001"],
    ["-1.5", "-1.5000000000"],
    ["0.9999999999", "0.9999999999"],
  ])("prints %s as %s", (amount, printed) => {
    expect(formatExact(usd(amount))).toBe(printed);
  });
});

describe("formatGapCents", () => {
  it.each([
    ["0.0000000001", "0.01"],
    ["0.01", "0.01"],
    ["0.0100000001", "0.02"],
    ["1240.55", "1240.55"],
    ["0", "0.00"],
    ["0.0099999999", "0.01"],
    ["99.9900000001", "100.00"],
    ["-0.0000000001", "0.00"],
    ["-0.0099999999", "0.00"],
    ["-0.01", "-0.01"],
    ["-1.239", "-1.23"],
  ])("prints a gap of %s as %s", (amount, printed) => {
    expect(formatGapCents(usd(amount))).toBe(printed);
  });

  it("prints what ceilToCents rounds up to, whatever the sign and size", () => {
    fc.assert(fc.property(anyAmount, (amount) => formatGapCents(amount) === twoPlaces(ceilToCents(amount))));
  });
});

describe("withThousands", () => {
  it.each([
    ["0", "0"],
    ["999", "999"],
    ["1000", "1,000"],
    ["-999.00", "-999.00"],
    ["-1000.00", "-1,000.00"],
    ["1240.55", "1,240.55"],
    ["123456", "123,456"],
    ["1234567.1234567890", "1,234,567.1234567890"],
    ["", ""],
  ])("prints %j as %j", (decimal, printed) => {
    expect(withThousands(decimal)).toBe(printed);
  });
});

describe("roundToCents and ceilToCents", () => {
  it("differ where there is a part of a cent", () => {
    expect([roundToCents(usd("1.231")), ceilToCents(usd("1.231"))]).toEqual([123n, 124n]);
    expect([roundToCents(usd("-1.239")), ceilToCents(usd("-1.239"))]).toEqual([-124n, -123n]);
  });
});

describe("divideHalfAway", () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, -3n, 0n],
  ])("divides %d by %d to %d", (numerator, denominator, quotient) => {
    expect(divideHalfAway(numerator, denominator)).toBe(quotient);
  });

  it("is never more than half a unit away, and at half a unit farther from zero", () => {
    const any = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(
        any,
        any.filter((value) => value !== 0n),
        (numerator, denominator) => {
          const rest = (numerator - divideHalfAway(numerator, denominator) * denominator) * 2n;
          const size = (value: bigint) => (value < 0n ? -value : value);
          expect(size(rest) <= size(denominator)).toBe(true);
          // At half a unit the quotient lies beyond the exact value, so what is left over points back towards zero.
          if (size(rest) === size(denominator)) expect(rest * denominator < 0n).toBe(numerator * denominator > 0n);
        },
      ),
      {
        examples: [
          [-5n, 10n],
          [5n, 10n],
          [5n, -10n],
          [-5n, -10n],
        ],
      },
    );
  });
});

describe("parseRate", () => {
  it.each([
    ["1.0853", 10853n, 10000n],
    ["0.846202666", 846202666n, 1000000000n],
    [" 8.46E-1 ", 846n, 1000n],
    ["2e3", 2000n, 1n],
    ["0.8552856654122477", 8552856654122477n, 10n ** 16n],
  ])("reads %j exactly", (text, numerator, denominator) => {
    expect(parseRate(text)).toEqual({ numerator, denominator });
  });

  it.each(["", "0", "0.000", "-1", "abc", "1,08", "$1", "NaN", "1e9999", "1".repeat(401)])("refuses %j", (text) => {
    expect(parseRate(text)).toBeUndefined();
  });
});

describe("multiplyByRate", () => {
  it("convert with an exact rate, rounded half away from zero to 10 places", () => {
    const rate = { numerator: 2n, denominator: 3n };
    expect(multiplyByRate(usd("100"), rate)).toBe(usd("66.6666666667"));
    expect(multiplyByRate(usd("100"), inverseOf(rate))).toBe(usd("150"));
    expect(multiplyByRate(usd("-100"), rate)).toBe(usd("-66.6666666667"));
    expect(multiplyByRate(1n, { numerator: 1n, denominator: 2n })).toBe(1n);
    expect(multiplyByRate(-1n, { numerator: 1n, denominator: 2n })).toBe(-1n);
  });

  it("know no more dollars than an amount may have", () => {
    const million = { numerator: 1_000_000n, denominator: 1n };
    expect(multiplyByRate(usd("999999999.9999999999"), million)).toBe(usd("999999999999999.9999"));
    expect(multiplyByRate(usd("1000000000"), million)).toBeUndefined();
    expect(multiplyByRate(usd("-1000000000"), million)).toBeUndefined();
  });
});
