import { describe, expect, it } from "vitest";

interface CsvParseStream {
  tenBillionths(text: string): bigint;
}
const { tenBillionths }: CsvParseStream = await import(
  new URL("../../bench/csv-parse-stream.mjs", import.meta.url).href
);

describe("tenBillionths", () => {
  it.each([
    { name: "reads a whole number", text: "12", expected: 120_000_000_000n },
    { name: "fills up short fractions", text: "-0.5", expected: -5_000_000_000n },
    { name: "keeps ten digits", text: "0.1234567890", expected: 1_234_567_890n },
    { name: "rounds down below half (S3)", text: "0.12345678904999", expected: 1_234_567_890n },
    { name: "rounds up at half (S3)", text: "0.12345678905", expected: 1_234_567_891n },
    { name: "rounds a refund away from zero (S3)", text: "-0.12345678905", expected: -1_234_567_891n },
    { name: "rounds a tiny refund away from zero too", text: "-0.00000000005", expected: -1n },
  ])("$name", ({ text, expected }) => {
    expect(tenBillionths(text)).toBe(expected);
  });
});
